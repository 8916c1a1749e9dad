import { stelleAuf } from '@rathausverbund/kosten';
import { expect, it } from 'vitest';
import type { Jahresrechnung, Nachtrag } from '../../abrechnung/index.ts';
import { berichte } from './bericht.ts';

const kopf = { vereinbarung: 'v', glaeubiger: 'w', schuldner: 't', jahr: 2026, periode: 13, stand: [] };
const abrechnung = stelleAuf(kopf, []);

/** A year whose true-up is equal on both sides. */
const jahr = (nachtrag: Nachtrag | null): Jahresrechnung => ({
  vertrag: {
    id: 'v',
    art: 'mandatierend',
    titel: 'Zweckvereinbarung',
    auftraggeber: 't',
    auftragnehmer: 'w',
    leistungen: ['archivanfrage'],
    ab: null,
    bis: null,
    kostenregeln: [],
    aufwandsklassen: [],
  } as unknown as Jahresrechnung['vertrag'],
  hash: 'abc',
  perioden: [
    {
      periode: 13,
      fassung: {
        art: 'abrechnung.gestellt',
        abrechnung,
        hash: 'abc',
        nummer: 'WUR-AB-2027-000001',
        faellig: '2027-02-04',
        grund: '',
        at: new Date(0),
      },
      stand: 'anerkannt',
      eigen: { ok: true, abrechnung, text: '', hash: 'abc' },
      gleich: true,
      unterschiede: [],
      nachtrag,
    },
  ],
});
const sagt = (nachtrag: Nachtrag | null) => berichte([jahr(nachtrag)], 2026, { byId: () => undefined });

it('Der Bericht endet nicht mit „alles gut“, wenn ein Jahresausgleich nicht mehr sagt, was im Protokoll steht', () => {
  expect(sagt(null).code).toBe(0);
  const spaet = sagt({ anlass: 'gezaehlt', bisher: 0, neu: 2_500 });
  expect(spaet.code).toBe(1);
  expect(spaet.zeilen.join('\n').replaceAll('\u00a0', ' ')).toContain(
    'Seitdem wurde gezählt. Zu zahlen wäre jetzt 25,00 €.',
  );
  expect(spaet.zeilen.at(-1)).toBe('Jahresausgleiche, die zu berichtigen sind: 1.');
  expect(sagt({ anlass: 'gegenleistung', bisher: 0, neu: 1 }).zeilen.join()).toContain('Die Gegenleistung');
  expect(sagt({ anlass: 'gezaehlt', bisher: 0, neu: null }).zeilen.join()).toContain('nichts mehr berechnen');
});
