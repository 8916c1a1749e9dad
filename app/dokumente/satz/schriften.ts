import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The cuts the letters use; everything else stays on the disk. */
const schnitte = ['400Regular', '400Regular_Italic', '500Medium', '600SemiBold', '700Bold'];

/** Folders with the Fira Sans TTF files, found from wherever the bundle lies. */
export function schriftOrdner(von: string): string[] {
  const paket = dirname(createRequire(von).resolve('@expo-google-fonts/fira-sans/package.json'));
  return schnitte.map((schnitt) => join(paket, schnitt));
}
