/** Characters XML 1.0 cannot carry, not even as a reference: controls except tab and line ends, lone surrogates. */
export const VERBOTENE_ZEICHEN = /(?![\t\n\r])\p{Cc}(?<![\u007F-\u009F])|\p{Cs}|[\uFFFE\uFFFF]/u;

const ZEICHEN: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text for element content or an attribute in double quotes. */
export const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (z) => ZEICHEN[z] ?? z);
