export const TEILE = ['antrag', 'geprueft', 'unterlagen', 'geld', 'bekanntgabe', 'verlauf', 'weg'] as const;
export type Teil = (typeof TEILE)[number];

export const teilOf = (text: string): Teil => TEILE.find((x) => x === text) ?? 'antrag';
