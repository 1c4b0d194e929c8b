import { expect, test } from "vitest";
import { translator, woven } from "../../media/words.ts";

test("a text that is not translated stays English, with its values", () => {
  expect(translator({})("{0} of {1}", 3, "x")).toBe("3 of x");
  expect(translator({ "{0} of {1}": "von {1} {0}" })("{0} of {1}", 3, "x")).toBe("von x 3");
});

test("a value that looks like a place is left alone", () => {
  expect(translator({})("{0} and {1}", "{1}", "b")).toBe("{1} and b");
});

test("names of an object's own workings are texts like any other", () => {
  expect(translator({})("constructor")).toBe("constructor");
});

test("what is woven in keeps its place in the text", () => {
  expect(woven("a {1} b {0}", [1, 2])).toEqual(["a ", 2, " b ", 1, ""]);
});
