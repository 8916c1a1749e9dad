import type { TestDatenbank } from '../../../tools/test/datenbank.ts';
import type { Haus } from '../../pruefstand/haus.ts';
import { type Bericht, rechneAllesNach } from '../daten/nachrechnen.ts';
import { startwerte } from '../kern.ts';

/** Recalculates every case of a test's house from its events. */
export const rechneHausNach = (t: TestDatenbank, h: Haus): Promise<Bericht> =>
  rechneAllesNach(
    {
      client: t.setup,
      db: h.worker,
      pruefer: t.als('auditor'),
      protokoll: h.protokoll,
      katalog: h.katalog,
      dateien: h.dateien,
      startwerte: startwerte({ verzeichnis: h.verzeichnis }),
    },
    () => undefined,
  );
