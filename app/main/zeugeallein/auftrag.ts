import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

export const AUFRUF = `Aufruf: npm run zeuge -- --ordner ORDNER --name NAME --port PORT [--host ADRESSE] [--logs LISTE]…

  --ordner   Ordner des Zeugen: Schlüssel, Gedächtnis, Protokolle. Nur ein Prozess darf ihn benutzen. Sichern Sie ihn.
  --name     Name seines Schlüssels, am besten die Adresse, unter der man ihn erreicht: zeuge.landkreis.example
  --port     Port, an dem er Prüfpunkte annimmt
  --host     Adresse, an der er lauscht (127.0.0.1, wenn nichts dasteht)
  --logs     Protokolle, denen er traut: eine Datei anker.json oder die Adresse einer Anlage (https://…); mehrmals möglich

Dasselbe darf in ORDNER/zeuge.json stehen: {"name": …, "port": …, "host": …, "logs": […]}. Was im Aufruf steht, geht vor.
Ende: 0 beendet, 1 er kann nicht arbeiten, 2 keine Liste lesbar und noch kein Protokoll bekannt, 3 falsch aufgerufen.`;

const Schema = Type.Object(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.:/_-]{0,200}$' }),
    port: Type.Integer({ minimum: 0, maximum: 65_535 }),
    host: Type.String({ minLength: 1 }),
    logs: Type.Array(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);

export type Zeugenauftrag = Static<typeof Schema> & { ordner: string };
export type Auftragergebnis = { ok: true; auftrag: Zeugenauftrag } | { ok: false; meldung: string };

const nein = (meldung: string): Auftragergebnis => ({ ok: false, meldung });

/** Command line over `zeuge.json` over what is usual. */
export function parseAuftrag(args: readonly string[]): Auftragergebnis {
  const gesagt: Record<string, unknown> = {};
  const logs: string[] = [];
  for (let i = 0; i < args.length; i += 2) {
    const was = /^--(ordner|name|port|host|logs)$/.exec(args[i] ?? '')?.[1];
    const wert = args[i + 1];
    if (was === undefined || wert === undefined || wert === '' || wert.startsWith('--')) return nein(AUFRUF);
    if (was === 'logs') logs.push(wert);
    else if (was in gesagt) return nein(AUFRUF);
    else gesagt[was] = was === 'port' && /^\d{1,5}$/.test(wert) ? Number(wert) : wert;
  }
  const { ordner, ...kopf } = gesagt;
  if (typeof ordner !== 'string') return nein(AUFRUF);
  const datei = readDatei(join(ordner, 'zeuge.json'));
  if (!datei) return nein(`${join(ordner, 'zeuge.json')} ist kein lesbares JSON-Objekt.`);
  const wert = { host: '127.0.0.1', logs: [], ...datei, ...kopf, ...(logs.length > 0 ? { logs } : {}) };
  if (Value.Check(Schema, wert)) return { ok: true, auftrag: { ...wert, ordner: resolve(ordner) } };
  const feld = ['name', 'port', 'host', 'logs'].find(
    (f) => !Value.Check(Schema.properties[f as 'name'], (wert as never)[f]),
  );
  return nein(`Die Angabe ${feld ?? 'in zeuge.json'} fehlt oder ist ungültig.\n\n${AUFRUF}`);
}

function readDatei(pfad: string): object | null {
  if (!existsSync(pfad)) return {};
  try {
    const wert: unknown = JSON.parse(readFileSync(pfad, 'utf8'));
    return typeof wert === 'object' && wert !== null && !Array.isArray(wert) ? wert : null;
  } catch {
    return null;
  }
}
