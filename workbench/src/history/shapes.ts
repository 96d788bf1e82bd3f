/** How does the history look on the wire? */

export interface ActOut {
  seq: number;
  run: string;
  time: string;
  coder: string;
  verb: string;
  summary: string;
  changes: number;
  undone: boolean;
}

export interface HistoryOut {
  acts: ActOut[];
  more: boolean;
}

export interface FieldOut {
  field: string;
  before: string | null;
  after: string | null;
}

export interface ChangeOut {
  table: string;
  id: string;
  document: string;
  what: string;
  done: "added" | "removed" | "changed" | "trashed" | "restored";
  fields: FieldOut[];
}

export interface ActDetails {
  act: ActOut;
  total: number;
  changes: ChangeOut[];
}

export interface TrashRow {
  table: string;
  id: string;
  words: string;
  document: string;
  time: string;
  coder: string;
}

export interface TrashOut {
  total: number;
  rows: TrashRow[];
}
