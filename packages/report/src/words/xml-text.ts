/**
 * Text inside XML, SVG or HTML, attributes included. What XML 1.0 cannot hold at all, not even escaped, becomes a
 * replacement sign: control characters and halves of surrogate pairs.
 */
export const xmlText = (text: string): string =>
  IS_PLAIN.test(text)
    ? text
    : text
        .toWellFormed()
        // oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
        .replace(/[<>&"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Nearly all texts are: they cost one look. */
const IS_PLAIN = /^[\n\t !#-%(-;=?-~]*$/;
