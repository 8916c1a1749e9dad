import { ordner as ordnerOf, readConfig, readEinstellungen } from '../../base/index.ts';
import { type Befund, fehler } from './befund.ts';
import { pruefeDatenbank } from './datenbank.ts';
import {
  pruefeDateien,
  pruefeDatenordner,
  pruefeLauf,
  pruefeNode,
  pruefeSchluessel,
  pruefeSicherungen,
} from './rechner.ts';

const STAND = { gut: 'gut', hinweis: 'Hinweis', fehler: 'FEHLER' } as const;

/** Looks at everything and changes nothing. @param jetzt in ms @returns what to print; 1 when there is a fault, else 0 */
export async function untersuche(
  env: Record<string, string | undefined>,
  node: string,
  jetzt: number,
): Promise<{ zeilen: string[]; code: 0 | 1 }> {
  const befunde = [pruefeNode(node), ...(await anlage(env, jetzt))];
  const n = befunde.filter((b) => b.stand === 'fehler').length;
  return {
    zeilen: [
      'Einstellungen',
      ...readEinstellungen(env).map((e) => `  ${e.name.padEnd(17)} ${e.wert}  [${e.herkunft}]  ${e.bedeutung}`),
      '',
      'Befund',
      ...befunde.flatMap((b) => [
        `  ${STAND[b.stand].padEnd(8)} ${b.text}`,
        ...(b.tun === undefined ? [] : [`           → ${b.tun}`]),
      ]),
      '',
      n === 0 ? 'Kein Fehler gefunden. Es wurde nichts verändert.' : `${n} Fehler gefunden. Es wurde nichts verändert.`,
    ],
    code: n === 0 ? 0 : 1,
  };
}

async function anlage(env: Record<string, string | undefined>, jetzt: number): Promise<Befund[]> {
  const gelesen = readConfig(env);
  if (!gelesen.ok) return [fehler(gelesen.meldung, 'Berichtigen Sie die Einstellung; erst danach ist mehr zu sehen.')];
  const { config } = gelesen;
  const o = ordnerOf(config.DATEN_DIR);
  const { pid, befunde } = pruefeLauf(config, o);
  return [
    ...pruefeDatenordner(config.DATEN_DIR),
    ...befunde,
    ...pruefeDateien(config, o),
    ...pruefeSchluessel(o.schluessel, !config.DATABASE_URL),
    ...(await pruefeDatenbank(config, o, pid !== null)),
    ...pruefeSicherungen(o.schluessel, jetzt),
  ];
}
