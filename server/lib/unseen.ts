// Strangers' names may hold letters that nobody sees.

/** Letters that are not seen as such: control characters, and what hides, joins or turns around what stands beside it. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
