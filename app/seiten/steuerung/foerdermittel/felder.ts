import { formatEuro } from '@rathausverbund/kosten';
import { type Akte, foerderregelAm } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { tagText } from '../../personal/zeit.ts';
import { feld } from '../bogen.tsx';

type T = SeitenDeps['t'];
const name = (t: T, f: string) => t(`foerdermittel.feld.${f}`);
const hilfe = (t: T, f: string) => t(`foerdermittel.hilfe.${f}`);

export const zuwendungFelder = (t: T) => [
  feld('bezeichnung', name(t, 'bezeichnung'), { art: 'text' }),
  feld('geber', name(t, 'geber'), { art: 'text' }),
  feld('aktenzeichen', name(t, 'aktenzeichen'), { art: 'text', maxLaenge: 60 }),
  feld('bescheidVom', name(t, 'bescheidVom'), { art: 'datum' }, hilfe(t, 'datum')),
  feld('von', name(t, 'von'), { art: 'datum' }, hilfe(t, 'datum')),
  feld('ende', name(t, 'ende'), { art: 'datum' }, hilfe(t, 'datum')),
  feld('betrag', name(t, 'betrag'), { art: 'betrag' }),
  feld('satz', name(t, 'satz'), { art: 'zahl', dezimalstellen: 2 }, hilfe(t, 'satz')),
  feld('positionen', name(t, 'positionen'), { art: 'mehrzeilig', maxLaenge: 4000 }, hilfe(t, 'positionen')),
];

export const ausgabeFelder = (t: T, a: Akte) => [
  feld('position', name(t, 'position'), {
    art: 'auswahl',
    werte: a.zuwendung.positionen.map((p) => ({ wert: String(p.nr), beschriftung: `${p.nr} ${p.bezeichnung}` })),
  }),
  feld('tag', name(t, 'tag'), { art: 'datum' }, hilfe(t, 'datum')),
  feld('beleg', name(t, 'beleg'), { art: 'text', maxLaenge: 80 }, hilfe(t, 'beleg')),
  feld('zweck', name(t, 'zweck'), { art: 'text' }),
  feld('betrag', name(t, 'ausgabe'), { art: 'betrag' }),
];

/** Entries that can still be taken back. */
export const offeneAusgaben = (a: Akte) =>
  a.ausgaben.filter((x) => x.gegen === null && !a.ausgaben.some((y) => y.gegen === x.id));

export const gegenFelder = (t: T, a: Akte) => [
  feld('buchung', name(t, 'buchung'), {
    art: 'auswahl',
    werte: offeneAusgaben(a).map((x) => ({
      wert: x.id,
      beschriftung: `${tagText(x.tag)} · ${x.beleg} · ${formatEuro(x.betrag)}`,
    })),
  }),
  feld('grund', name(t, 'grund'), { art: 'text' }),
];

export const abrufFelder = (t: T, a: Akte) => [
  feld(
    'faellig',
    name(t, 'faellig'),
    { art: 'betrag' },
    t('foerdermittel.hilfe.faellig', {
      monate: foerderregelAm(a.zuwendung.bescheidVom).abrufMonate,
    }),
  ),
  feld('abruf', name(t, 'abruf'), { art: 'betrag' }),
];

export const berichtFelder = (t: T) => [
  feld('bericht', name(t, 'bericht'), { art: 'mehrzeilig', maxLaenge: 20_000 }, hilfe(t, 'bericht')),
];

/** "Personal; 120.000" or "Personal: 120.000,00 €", one line per budget line. An unreadable amount becomes 0 and is refused. */
export function liesPositionen(text: string) {
  return text
    .split('\n')
    .map((z) => z.trim())
    .filter((z) => z !== '')
    .map((zeile, i) => {
      const m = /^(.+?)\s*[:;=]\s*([\d.]+)(?:,(\d{2}))?\s*(?:€|EUR)?$/.exec(zeile);
      const ganz = m?.[2]?.replaceAll('.', '') ?? '';
      return { nr: i + 1, bezeichnung: m?.[1] ?? zeile, ansatz: Number(`${ganz}${m?.[3] ?? '00'}`) || 0 };
    });
}
