import type { Gemeindeverzeichnis } from '../../app/kommunen/daten/typen.ts';

/** JSON with one entry a line, so that a new edition shows as a readable difference. Same input, same bytes. */
export function formatVerzeichnis(v: Gemeindeverzeichnis): string {
  const { kreise, verbaende, gemeinden, ...kopf } = v;
  const felder = Object.entries(kopf).map(([name, wert]) => `${JSON.stringify(name)}: ${JSON.stringify(wert)}`);
  const listen = Object.entries({ kreise, verbaende, gemeinden }).map(
    ([name, zeilen]) => `${JSON.stringify(name)}: [\n${zeilen.map((z) => JSON.stringify(z)).join(',\n')}\n]`,
  );
  return `{\n${[...felder, ...listen].join(',\n')}\n}\n`;
}
