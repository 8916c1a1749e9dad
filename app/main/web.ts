import { createDatenbank, createLog, createSigner, createSchluesselbund, echteUhr } from '../base/index.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { createServer } from '../base/http/server.ts';
import { kindConfig, kindDatenbank } from './kind.ts';
import { alsRolle } from './verbindung.ts';
import { readVerzeichnis } from '../kommunen/index.ts';

export async function webProzess(): Promise<void> {
  const kind = kindConfig();
  const log = createLog('web');
  const { ort, zugang } = kindDatenbank(kind);
  const bund = createSchluesselbund(kind.ordner.schluessel);
  const ctx = bund.datei('kontext.key', () => { throw new Error('kontext.key fehlt'); });
  const db = createDatenbank(alsRolle(ort, zugang, 'app'), { uhr: echteUhr, signiere: createSigner(ctx), groesse: 8 });
  const server = createServer(log);
  const v = await readVerzeichnis(db, new Date().toISOString().slice(0, 10));
  server.get('/', async (_anfrage, antwort) => antwort.type('text/html').send(`<ul>${v.gemeinden.map((k) => `<li>${k.name} ${k.einwohner}</li>`).join('')}</ul>`));
  await server.listen({ port: kind.config.PORT, host: '127.0.0.1' });
  console.log(BEREIT);
  await elternEnde();
  await server.close();
  await db.ende();
  process.exit(0);
}
