const ERSATZ: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML and XML, in elements and quoted attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (zeichen) => ERSATZ[zeichen] ?? zeichen);
}

const STIL = `body{font:1.125rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem;color:#1a1a1a;background:#fff;hyphens:auto;overflow-wrap:anywhere}
.test{background:#5c2e00;color:#fff;padding:.5rem 1rem;font-weight:700;margin:0}
fieldset{border:1px solid #595959;margin:0 0 1rem;padding:1rem}legend{font-weight:700}
label{display:block;padding:.35rem 0}button{font:inherit;padding:.6rem 1.2rem;margin-right:.5rem;background:#003064;color:#fff;border:2px solid #003064}
button.leise{background:#fff;color:#003064}:focus-visible{outline:3px solid #b35900;outline-offset:2px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #595959;padding:.4rem;text-align:left;vertical-align:top}`;

/** A whole page that says it is a stand-in. `inhalt` is HTML made by us; everything foreign in it went through `escape`. */
export function seite(titel: string, inhalt: string): string {
  return `<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(titel)} – Gegenstelle – TEST</title><style>${STIL}</style></head>
<body><header><p class="test">Gegenstelle – TEST. Erfundene Personen, keine echte Anmeldung.</p></header>
<main><h1>${escape(titel)}</h1>${inhalt}</main></body></html>`;
}

export interface Auswahl {
  readonly wert: string;
  readonly text: string;
}

/** A radio group with legend; the entry `gewaehlt`, or else the first, is checked. */
export function auswahl(
  name: string,
  legende: string,
  eintraege: readonly Auswahl[],
  gewaehlt: string | undefined,
): string {
  const fest = eintraege.some((e) => e.wert === gewaehlt) ? gewaehlt : eintraege[0]?.wert;
  const zeilen = eintraege.map(
    ({ wert, text }) =>
      `<label><input type="radio" name="${escape(name)}" value="${escape(wert)}"${wert === fest ? ' checked' : ''} required> ${escape(text)}</label>`,
  );
  return `<fieldset><legend>${escape(legende)}</legend>${zeilen.join('')}</fieldset>`;
}

/** A hidden form field. */
export function verborgen(name: string, wert: string): string {
  return `<input type="hidden" name="${escape(name)}" value="${escape(wert)}">`;
}

/** The page of a refusal. */
export function fehlerSeite(meldung: string): string {
  return seite(
    'Anmeldung nicht möglich',
    `<p>${escape(meldung)}</p><p>Bitte gehen Sie zurück und beginnen Sie neu.</p>`,
  );
}
