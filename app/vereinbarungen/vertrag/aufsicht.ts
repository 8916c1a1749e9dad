/** Where a party lies, as the register says on the day. */
export interface Lage {
  art: string;
  kreisId: string | null;
  kreisName: string | null;
}

/**
 * Which Rechtsaufsicht approves: the Landratsamt when both parties are Gemeinden of one Landkreis; the Landesdirektion when they lie in
 * different Landkreise, or one is kreisfrei or itself a Landkreis. Source: §§ 72, 74 SächsKomZG, § 112 SächsGemO (zu bestätigen).
 */
export function rechtsaufsicht(a: Lage, b: Lage): string {
  const gemeinsam = a.art !== 'landkreis' && b.art !== 'landkreis' && a.kreisId !== null && a.kreisId === b.kreisId;
  return gemeinsam ? `Landratsamt ${a.kreisName}` : 'Landesdirektion Sachsen';
}
