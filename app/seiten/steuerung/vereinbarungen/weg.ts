import type { Texte } from '../../../base/index.ts';
import { type Fassung, inKraftAb, type Vertragsseite, wartetAuf } from '../../../vereinbarungen/index.ts';
import type { Station } from '../../komponenten/index.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import type { Blatt } from './laden.ts';

const ETAPPEN = [
  'entwurf',
  'erklaerung',
  'beschluss',
  'genehmigung',
  'bekanntmachung',
  'freischaltung',
  'in_kraft',
] as const;
type Etappe = (typeof ETAPPEN)[number];

/** The seven stages of a text with their dates, the one at work marked. */
export function stationen(t: Texte, b: Blatt): Station[] {
  if (b.fassung.zurueckgezogen) return bisZumRueckzug(t, b);
  const offen = wartetAuf(b.fassung);
  const ab = inKraftAb(b.fassung);
  const jetzt = offen === null ? (ab !== null && ab > b.heute ? 'in_kraft' : null) : offen;
  const n = jetzt === null ? ETAPPEN.length : ETAPPEN.indexOf(jetzt as Etappe);
  return ETAPPEN.map((e, i) => {
    const text = einzelheit(t, b, e);
    return {
      titel: t(`vereinbarungen.weg.${e}`),
      stand: i < n ? 'erledigt' : i === n ? 'aktuell' : 'offen',
      ...(text ? { text } : {}),
    };
  });
}

/** How far a text came, and who gave it up when: nothing comes after that. */
function bisZumRueckzug(t: Texte, b: Blatt): Station[] {
  const { fassung, stand, namen } = b;
  const offen = wartetAuf({ ...fassung, zurueckgezogen: false });
  const n = offen === null ? ETAPPEN.length : ETAPPEN.indexOf(offen as Etappe);
  const ende = stand.schritte.find((s) => s.art === 'zurueckgezogen' && s.fassung === fassung.nr);
  return [
    ...ETAPPEN.slice(0, n).map(
      (e): Station => ({
        titel: t(`vereinbarungen.weg.${e}`),
        stand: 'erledigt',
        text: einzelheit(t, b, e),
      }),
    ),
    {
      titel: t('vereinbarungen.phase.zurueckgezogen'),
      stand: 'aktuell',
      text: ende ? `${namen[ende.seite]}: ${wann(t, ende.at)}` : '',
    },
  ];
}

function einzelheit(t: Texte, { stand, fassung: f, namen }: Blatt, e: Etappe): string {
  const seiten = Object.keys(namen) as Vertragsseite[];
  const zeit = (art: string, seite?: Vertragsseite) => {
    const s = stand.schritte.find(
      (x) => x.art === art && 'fassung' in x && x.fassung === f.nr && (seite === undefined || x.seite === seite),
    );
    return s ? wann(t, s.at) : '';
  };
  const je = (tue: (s: Vertragsseite) => string) =>
    seiten.flatMap((s) => (tue(s) === '' ? [] : `${namen[s]}: ${tue(s)}`)).join('; ');
  switch (e) {
    case 'entwurf':
      return `${namen[f.von]}: ${zeit('entworfen')}`;
    case 'erklaerung':
      return je((s) => zeit('erklaert', s));
    case 'beschluss':
      return je((s) => beschluss(f, s));
    case 'genehmigung':
      return f.genehmigt ? `${f.genehmigt.behoerde}, ${tagText(f.genehmigt.tag)}, ${f.genehmigt.zeichen}` : '';
    case 'bekanntmachung':
      return f.bekanntgemacht ? `${tagText(f.bekanntgemacht.tag)}, ${f.bekanntgemacht.fundstelle}` : '';
    case 'freischaltung':
      return je((s) => zeit('freigeschaltet', s));
    case 'in_kraft': {
      const ab = inKraftAb(f);
      return ab === null ? '' : t('vereinbarungen.ab', { tag: tagText(ab) });
    }
  }
}

const beschluss = (f: Fassung, s: Vertragsseite): string => {
  const b = f.beschlossen[s];
  return b ? `${tagText(b.tag)}, ${b.nummer}` : '';
};
