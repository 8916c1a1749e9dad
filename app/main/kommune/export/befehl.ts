import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { localDateOf } from '@rathausverbund/fristen';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { echteUhr } from '../../../base/index.ts';
import type { Anlage, Zugriff } from '../../daten/zugriff.ts';
import { Hindernis } from '../../daten/zugriff.ts';
import { createKern } from '../../kern.ts';
import { readZeugendatei, zeugenOf } from '../../zeugenkreis.ts';
import { fuehreAus, pruefeZiel } from './ausfuehren.ts';

interface Auftrag {
  ags: string;
  ordner: string;
  json: boolean;
}

/** The command: what was written, what could not be. @returns exit code */
export async function exportiere({ config, ordner }: Anlage, z: Zugriff, a: Auftrag): Promise<number> {
  const zeugen = readZeugendatei(config, ordner);
  if (!zeugen.ok) throw new Hindernis(zeugen.meldung);
  const { ort, zugang } = z;
  const adressen = { gegenstellen: null, zeuge: '' };
  const kind = { config, ordner, ort, zugang, basisUrl: '', adressen, zeugen: zeugen.datei };
  const k = await createKern(kind, 'worker', 2, echteUhr);
  try {
    const kommune = k.verzeichnis.byAgs(a.ags);
    if (!kommune?.kuerzel)
      return absage(`Unter ${a.ags} arbeitet hier keine Kommune. Prüfen Sie den Gemeindeschlüssel.`);
    const ziel = resolve(a.ordner);
    const nein = pruefeZiel(ziel);
    if (nein !== null) return absage(nein);
    console.log(
      `${kommune.name} wird ausgeführt nach ${ziel} (Stand ${localDateOf(echteUhr.jetzt(), 'Europe/Berlin')}) …`,
    );
    const e = await fuehreAus(
      {
        client: z.client,
        db: k.db,
        protokoll: k.protokoll,
        dateien: k.dateien,
        nachweis: { krypto: nodeKrypto, tsa: null, zeugen: zeugenOf(kind, k.verzeichnis) },
        test: config.BETRIEB === 'demo',
      },
      { id: kommune.id, ags: a.ags, name: kommune.name },
      ziel,
      console.log,
    ).catch((fehler: unknown) => {
      throw new Hindernis(
        `Das Ausführen ist gescheitert: ${(fehler as Error).message}${existsSync(`${ziel}.teil`) ? ` Was schon geschrieben war, liegt unvollständig in ${ziel}.teil. Löschen Sie es und rufen Sie noch einmal auf.` : ''}`,
      );
    });
    for (const satz of e.fehlt) console.error(satz);
    console.log(`Fertig: ${e.dateien} Dateien in ${ziel}. Beginnen Sie mit LIESMICH.txt.`);
    if (e.fehlt.length > 0) console.log(`${e.fehlt.length} Stücke fehlen; sie stehen auch in LIESMICH.txt.`);
    if (a.json) console.log(JSON.stringify(e));
    return e.fehlt.length > 0 ? 1 : 0;
  } finally {
    await k.db.ende();
  }
}

function absage(satz: string): number {
  console.error(satz);
  return 3;
}
