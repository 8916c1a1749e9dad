import { randomBytes } from 'node:crypto';
import { createSchluesselbund } from '../app/base/index.ts';
import { gegenstellenKind, parseAdressen } from '../app/main/gegenstellen.ts';
import { createInstanz, freePort, type Instanz } from './instanz.ts';

/** An installation with everything `npm start` runs, in the same order: stand-ins, witness, sequencer, the empty demo, worker, web. */
export async function createAnlage(): Promise<Instanz> {
  const i = await createInstanz();
  const { kind } = i;
  try {
    kind.config.PORT = await freePort();
    kind.basisUrl = `http://127.0.0.1:${kind.config.PORT}`;
    kind.adressen.zeuge = `http://127.0.0.1:${await freePort()}`;
    const bund = createSchluesselbund(kind.ordner.schluessel);
    const clientSecret = bund.datei('oidc.geheim', () => Buffer.from(randomBytes(24).toString('base64url'))).toString();
    const gegenstellen = await gegenstellenKind({
      ordner: kind.ordner.gegenstellen,
      basisUrl: kind.basisUrl,
      port: await freePort(),
      clientSecret,
      bund,
    });
    kind.adressen.gegenstellen = parseAdressen(await i.startFremdes(gegenstellen));
    await i.start('zeuge');
    await i.start('sequencer');
    await i.durchlaufe('seed');
    await i.start('worker');
    await i.start('web');
    return i;
  } catch (fehler) {
    await i.stop();
    throw fehler;
  }
}
