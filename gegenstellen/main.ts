// Runs all stand-ins in one process. The configuration is the first argument or GEGENSTELLEN, one JSON object.
// Prints one line of JSON, the addresses, when ready. Ends when standard input closes: that is the parent's heartbeat.
import { nodeKrypto } from '../packages/siegel/node/krypto.ts';
import type { Konfiguration } from './model.ts';
import { startGegenstellen } from './start.ts';

const roh = process.argv[2] ?? process.env.GEGENSTELLEN;
if (!roh) {
  console.error('Aufruf: gegenstellen/main.ts KONFIGURATION (JSON) oder Umgebungsvariable GEGENSTELLEN');
  process.exit(3);
}

try {
  const { stop, ...adressen } = await startGegenstellen(JSON.parse(roh) as Konfiguration, {
    uhr: () => new Date(),
    krypto: nodeKrypto,
  });
  const end = (): void => void stop().finally(() => process.exit(0));
  process.stdin.on('end', end).on('close', end).resume();
  process.once('SIGTERM', end);
  console.log(JSON.stringify({ bereit: true, ...adressen }));
} catch (fehler) {
  console.error(`Die Gegenstellen konnten nicht starten: ${fehler instanceof Error ? fehler.message : String(fehler)}`);
  process.exit(1);
}
