/**
 * Text inside XML or SVG, attributes included. What XML 1.0 cannot hold at all, not even escaped, becomes a
 * replacement sign.
 */
export const xmlText = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
