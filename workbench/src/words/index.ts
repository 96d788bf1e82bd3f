/** All texts of the interface: `words.<view>`. One language so far; another is another folder beside `en`. */

export * as words from "./en/index.ts";
