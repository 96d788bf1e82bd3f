/** How does the history look on the wire? */

import type { Told } from "../api/wire.ts";

export type ActOut = Told<"ActOut">;
export type HistoryOut = Told<"History">;
export type ChangeOut = Told<"ChangeOut">;
export type ActDetails = Told<"ActDetails">;
export type TrashRow = Told<"TrashRow">;
export type TrashOut = Told<"TrashList">;

