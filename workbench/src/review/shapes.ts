/** What does the review get from the server? The answers of `/api/suggestions…`; offsets count UTF-16 units. */

import type { Told } from "../api/wire.ts";

export type SuggestionOut = Told<"SuggestionOut">;
export type SuggestionRow = Told<"SuggestionRow">;
export type SuggestionList = Told<"SuggestionList">;
export type Rate = Told<"Rate">;
export type SuggesterRow = Told<"SuggesterRow">;
export type Suggesters = Told<"Suggesters">;
export type Policy = Told<"Policy">;
export type Preview = Told<"Preview">;

export type Verdict = "accept" | "edit" | "reject" | "skip";
export type SuggestionState = "waiting" | "skipped" | "accepted" | "rejected" | "withdrawn";
export type States = Partial<Record<SuggestionState, number>>;

