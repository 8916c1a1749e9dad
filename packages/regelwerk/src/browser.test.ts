import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel } from './beispiele/modell.ts';

it('läuft im Browser: ein Bündel ohne Teile von Node entscheidet in einer leeren Umgebung', async () => {
  const gebaut = await build({
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'regelwerk',
    write: false,
    metafile: true,
  });
  expect(Object.keys(gebaut.metafile.inputs).filter((pfad) => pfad.startsWith('node:'))).toEqual([]);
  expect(Object.values(gebaut.metafile.outputs).flatMap((o) => o.imports)).toEqual([]);

  const xml = dokument(
    eingabe('Geburtstag', 'date') +
      entscheidung('Alter', feel('years and months duration(Geburtstag, today()).years'), ['e:#Geburtstag'], 'number'),
  );
  // only what every browser has besides the language itself
  const umgebung = createContext({ xml, fertig: undefined });
  runInContext(gebaut.outputFiles[0]?.text ?? '', umgebung);
  await runInContext(
    `regelwerk.compileDmn(xml).then((u) => {
      fertig = regelwerk.entscheide(u.modell, 'Alter', { Geburtstag: '2000-05-02' }, { jetzt: '2026-05-01T08:00:00+02:00[Europe/Berlin]' });
    })`,
    umgebung,
  );
  expect(runInContext('fertig.wert', umgebung)).toBe(25);
});
