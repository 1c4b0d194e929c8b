// Pages of this checkout as they can stand elsewhere.

const PICTURE_OR_LINK = /(!?)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(([^)\s]+)\)/g;
const leadsElsewhere = (target: string): boolean => /^(?:[a-z]+:|#)/i.test(target);

/** Markdown in which links to files beside it are their own words, and pictures from there are left out. */
export const withoutRelativeLinks = (markdown: string): string =>
  markdown.replaceAll(PICTURE_OR_LINK, (whole, picture: string, words: string, target: string) =>
    leadsElsewhere(target) ? whole : picture === "!" ? "" : withoutRelativeLinks(words),
  );
