import { join } from 'node:path';
import { markFacturX } from '@rathausverbund/siegel';
import { PROFILE, type Rechnung, writeCii } from '@rathausverbund/xoev';
import { type Ablehnung, ablehnen } from '../../base/index.ts';
import { readGemeinsameVorlagen, readVorlagen, type Satz } from '../../dokumente/index.ts';
import { type Blattlage, blattOf } from './blatt.ts';

export type Gesetzt = { ok: true; pdf: Uint8Array } | Ablehnung;

/** The shared letter and the one template this room has of its own. */
export const readRechnungsvorlagen = (): Record<string, string> => ({
  ...readGemeinsameVorlagen(),
  ...readVorlagen(join(import.meta.dirname, 'vorlage')),
});

/**
 * The invoice as a ZUGFeRD / Factur-X PDF of the level EN 16931: a tagged PDF/A-3 for people with `factur-x.xml` inside for machines.
 * Refused when the letter cannot be set or the invoice breaks a rule; nothing is kept then.
 */
export async function setzeZugferd(
  satz: Satz,
  vorlagen: Readonly<Record<string, string>>,
  r: Rechnung,
  lage: Blattlage,
): Promise<Gesetzt> {
  const cii = writeCii({ ...r, profil: PROFILE.en16931 });
  if (!cii.ok) return ablehnen('rechnung.regelwidrig', { meldung: cii.meldung });
  const gesetzt = await satz.setze({
    haupt: '/rechnung.typ',
    dateien: vorlagen,
    daten: blattOf(r, lage),
    standard: 'a-3a',
    anhaenge: { '/factur-x.xml': new TextEncoder().encode(cii.xml) },
  });
  return gesetzt.ok
    ? { ok: true, pdf: markFacturX(gesetzt.pdf) }
    : ablehnen('rechnung.nicht-gesetzt', { meldung: gesetzt.meldung });
}
