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

/** Return the dropped files, those in dropped folders included. */
export async function dropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map(within))).flat();
}

async function within(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // A reader gives at most a hundred entries at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.filter((one) => !one.name.startsWith(".")).map(within))).flat());
  }
}
