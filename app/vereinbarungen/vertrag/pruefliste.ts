import type { Vertragsseite } from './inhalt.ts';
import { aktuelle, beide, type Fassung, type Nachweisart, type Stand } from './stand.ts';

/** One thing that must or should be there before an agreement is switched on. */
export interface Pruefpunkt {
  was: 'erklaerung' | 'beschluss' | 'genehmigung' | 'bekanntmachung' | 'ertrag' | 'siegel' | Nachweisart;
  /** whose matter it is; null = one for both */
  seite: Vertragsseite | null;
  stand: 'da' | 'fehlt' | 'test';
  /** without it the agreement is not switched on */
  pflicht: boolean;
  /** date and sign of what is there */
  beleg: string | null;
}

const JE_SEITE = ['auftraggeber', 'auftragnehmer'] as const;

/** A tax may be delegated only with an express rule on its yield and the Satzung that applies. */
export const ertragFehlt = ({ inhalt: i }: Fassung): boolean =>
  i.art === 'delegierend' && i.steuern.length > 0 && !i.klauseln['ertrag'];

/**
 * What is there and what is missing. Sources: §§ 71, 72 SächsKomZG (resolutions, approval, publication; zu bestätigen), Art. 28 and 26
 * GDPR, § 30 AO, § 81 SächsPersVG, SächsKomKBVO, § 15a SächsEGovG.
 */
export function pruefliste(s: Stand, o: { siegelTest: boolean }): Pruefpunkt[] {
  const f = aktuelle(s);
  if (!f) return [];
  const { art, klauseln, steuern } = f.inhalt;
  const punkt = (
    was: Pruefpunkt['was'],
    seite: Vertragsseite | null,
    da: boolean,
    pflicht: boolean,
    beleg: string | null = null,
  ): Pruefpunkt => ({ was, seite, stand: da ? 'da' : 'fehlt', pflicht, beleg });
  const nachweis = (was: Nachweisart, seite: Vertragsseite, pflicht: boolean) => {
    const n = s.nachweise.find((x) => x.was === was && x.seite === seite);
    return punkt(was, seite, n !== undefined, pflicht, n ? `${n.tag} ${n.zeichen}` : null);
  };
  const { genehmigt: g, bekanntgemacht: b } = f;
  return [
    ...JE_SEITE.map((seite) => punkt('erklaerung', seite, f.erklaert[seite] === true, true)),
    ...JE_SEITE.map((seite) => {
      const r = f.beschlossen[seite];
      return punkt('beschluss', seite, r !== undefined, true, r ? `${r.tag} ${r.nummer}` : null);
    }),
    punkt('genehmigung', null, g !== null, true, g ? `${g.tag} ${g.behoerde}, ${g.zeichen}` : null),
    punkt('bekanntmachung', null, b !== null, true, b ? `${b.tag} ${b.fundstelle}` : null),
    ...(art === 'mandatierend' ? [nachweis('datenschutz', 'auftraggeber', true)] : []),
    ...(steuern.length > 0
      ? [nachweis('verpflichtung', art === 'personal' ? 'auftraggeber' : 'auftragnehmer', true)]
      : []),
    ...(art === 'delegierend' && steuern.length > 0 ? [punkt('ertrag', null, !ertragFehlt(f), true)] : []),
    ...(art === 'personal'
      ? []
      : [
          nachweis(
            'anordnung',
            art === 'delegierend' ? 'auftragnehmer' : 'auftraggeber',
            klauseln['kasse'] === 'fremd',
          ),
        ]),
    ...JE_SEITE.map((seite) => nachweis('dienstvereinbarung', seite, false)),
    { was: 'siegel', seite: null, stand: o.siegelTest ? 'test' : 'da', pflicht: false, beleg: null },
    ...(art === 'personal' ? [] : [nachweis('amt24', art === 'delegierend' ? 'auftragnehmer' : 'auftraggeber', false)]),
  ];
}

/** Mandatory points that are missing. */
export const offenePflicht = (s: Stand): Pruefpunkt[] =>
  pruefliste(s, { siegelTest: false }).filter((p) => p.pflicht && p.stand === 'fehlt');

/** Set up: nothing mandatory is missing. Switched on: both sides have said so. */
export function bereitschaft(s: Stand): 'offen' | 'eingerichtet' | 'freigeschaltet' {
  const f = aktuelle(s);
  if (f && beide(f.freigeschaltet)) return 'freigeschaltet';
  return offenePflicht(s).length === 0 ? 'eingerichtet' : 'offen';
}
