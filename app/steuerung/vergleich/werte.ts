import { addMonths, localDate } from '@rathausverbund/fristen';
import type { Tx } from '../../base/index.ts';
import { readVertraege } from '../../vereinbarungen/index.ts';
import { massgebende, readMengen, readZeiten } from '../lage/queries.ts';
import { AB_FAELLEN, type EigenerWert, type Gruppe, jeTausend } from './model.ts';

/** The own figures of a group over the last twelve months, as they would be laid open. */
export async function berechne(
  tx: Tx,
  gruppe: Gruppe,
  wir: { stelle: string; einwohner: number },
  heute: string,
): Promise<EigenerWert[]> {
  const ab = addMonths(localDate(heute), -12);
  if (gruppe === 'zeiten')
    return massgebende(await readZeiten(tx, wir.stelle, ab))
      .filter((z) => z.monat === null && z.anzahl >= AB_FAELLEN)
      .flatMap((z) => [
        { leistung: z.leistung, merkmal: 'haelfte', wert: Math.round(z.haelfte * 60) },
        { leistung: z.leistung, merkmal: 'neun-zehntel', wert: Math.round(z.neunZehntel * 60) },
      ]);
  const faelle = new Map<string, number>();
  for (const m of await readMengen(tx, wir.stelle, ab))
    faelle.set(m.leistung, (faelle.get(m.leistung) ?? 0) + m.anzahl);
  const genug = [...faelle].filter(([, n]) => n >= AB_FAELLEN);
  if (gruppe === 'mengen')
    return genug.map(([leistung, n]) => ({ leistung, merkmal: 'je-tausend', wert: jeTausend(n, wir.einwohner) }));
  const regeln = (await readVertraege(tx))
    .filter((v) => v.auftraggeber === wir.stelle)
    .flatMap((v) => v.kostenregeln)
    .filter((r) => r.ab <= heute && (r.bis === null || heute < r.bis));
  return genug.flatMap(([leistung]) => {
    const s = regeln.find((r) => r.leistung === leistung)?.schluessel;
    return s?.art === 'menge' && s.einheit === 'fall'
      ? [{ leistung, merkmal: 'je-fall', wert: Math.round(s.preis / 100) } as const]
      : [];
  });
}
