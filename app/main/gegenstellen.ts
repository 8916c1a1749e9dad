import { bundle } from '../../tools/bundle.mjs';
import type { Schluesselbund } from '../base/index.ts';
import { buerger, DEMO_ORTE, mitarbeitende } from '../demo/index.ts';
import type { Gegenstellenadressen } from './adressen.ts';
import { acsUrl, CLIENT_ID, entityId, pemToDer, redirectUri } from './anschluss.ts';
import { vertrauensdienstZugang } from './siegeldienst.ts';

/** The child that plays all outside systems in the demo. It is another program and gets no secret of ours but its own. */
export async function gegenstellenKind(o: {
  ordner: string;
  basisUrl: string;
  port: number;
  clientSecret: string;
  bund: Schluesselbund;
}) {
  const konfiguration = {
    port: o.port,
    ordner: o.ordner,
    serviceProvider: { entityId: entityId(o.basisUrl), acsUrl: acsUrl(o.basisUrl) },
    oidcClient: { clientId: CLIENT_ID, clientSecret: o.clientSecret, redirectUri: redirectUri(o.basisUrl) },
    vertrauensdienst: {
      ...vertrauensdienstZugang(o.bund),
      organisationen: DEMO_ORTE.map((ort) => ort.auftritt.name),
      personen: [],
    },
    personen: {
      buerger,
      mitarbeitende: mitarbeitende.map(({ sub, name, email, dienststelle, beschreibung }) => ({
        sub,
        name,
        email,
        dienststelle,
        beschreibung,
      })),
    },
  };
  return {
    name: 'gegenstellen',
    befehl: [process.execPath, await bundle('gegenstellen/main.ts')],
    umgebung: { GEGENSTELLEN: JSON.stringify(konfiguration) },
  };
}

/** Reads what the stand-ins said when they were up. */
export function parseAdressen(zeile: string): Gegenstellenadressen {
  const a = JSON.parse(zeile) as Gegenstellenadressen & { bereit: true };
  if (pemToDer(a.tsa.caPem).length === 0) throw new Error('Die Gegenstelle nannte kein Zertifikat');
  return a;
}
