/** Which files does somebody want to bring in? `chooseFiles`, `onFiles`: by the file dialog or by dropping them */

type Handler = (files: File[]) => void;

const handlers = new Set<Handler>();

/** Hear of files that were chosen or dropped. */
export function onFiles(handler: Handler): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

/** Hand files to whoever brings them in. */
export function handOver(files: Iterable<File>): void {
  const all = [...files];
  if (all.length > 0) for (const handler of handlers) handler(all);
}

/** Open the file dialog. */
export function chooseFiles(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.addEventListener("change", () => handOver(input.files ?? []));
  input.click();
}

/** Does a drag bring files, and not words of this page? */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** Return the dropped files, those in dropped folders included; of more than `most`, some more than that. */
export async function dropped(transfer: DataTransfer, most: number): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) await within(entry, found, most);
  return found;
}

async function within(entry: FileSystemEntry, found: File[], most: number): Promise<void> {
  if (entry.isFile) {
    found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  while (found.length <= most) {
    // A reader gives at most a hundred entries at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const one of some) if (!one.name.startsWith(".") && found.length <= most) await within(one, found, most);
  }
}
