/** Stands in for the coat of arms: a shield with the initials in the colour of the town. Decoration; the name stands beside it. */
export function Wappen({ kurzname, farbe, groesse = 40 }: { kurzname: string; farbe: string; groesse?: number }) {
  return (
    <svg class="haus-wappen" width={groesse} height={groesse} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <path d="M4 3h32v18c0 9-7 14-16 17C11 35 4 30 4 21z" fill={farbe} stroke="#fff" stroke-width="1.5" />
      <text x="20" y="24" text-anchor="middle" font-size="15" font-weight="600" fill={schriftfarbe(farbe)}>
        {initialen(kurzname)}
      </text>
    </svg>
  );
}

/** "Thallwitz" → "TH", "Bad Düben" → "BD" */
export function initialen(kurzname: string): string {
  const worte = kurzname.split(/[\s/-]+/).filter((w) => /^\p{L}/u.test(w));
  const [erstes = '', zweites] = worte;
  return (zweites ? `${erstes.charAt(0)}${zweites.charAt(0)}` : erstes.slice(0, 2)).toLocaleUpperCase('de');
}

/** White or black, whichever stands out more on the colour (WCAG relative luminance). */
export function schriftfarbe(hex: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const kanal = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return kanal <= 0.04045 ? kanal / 12.92 : ((kanal + 0.055) / 1.055) ** 2.4;
  });
  const helle = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (helle + 0.05) >= (helle + 0.05) / 0.05 ? '#fff' : '#000';
}
