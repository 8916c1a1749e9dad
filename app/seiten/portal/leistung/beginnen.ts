import { vorbelegung } from '@rathausverbund/formular';
import { uuidv7 } from '../../../base/index.ts';
import { type Entwurf, saveEntwurf } from '../../../eingang/index.ts';
import type { Kommune } from '../../../kommunen/index.ts';
import { readKonto } from '../../../konten/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Wer } from '../basis/besitz.ts';

/** Makes a draft of the account, filled in with what the account knows, or of nobody but its own secret. */
export async function beginneEntwurf(
  deps: SeitenDeps,
  kommune: Kommune,
  leistung: Leistung,
  wer: Wer | ((entwurf: string) => Wer),
): Promise<Pick<Entwurf, 'id' | 'schritt'>> {
  const { bund, uhr } = deps.protokoll;
  const id = uuidv7(uhr.jetzt());
  const { kontext } = typeof wer === 'function' ? wer(id) : wer;
  const schritt = leistung.formular.schritte[0]?.id ?? '';
  await deps.db.transaktion(kontext, async (tx) => {
    const konto = kontext.art === 'person' ? await readKonto(tx) : undefined;
    const antworten = konto ? vorbelegung(leistung.formular, { konto: konto.angaben }) : {};
    const { schluessel, fassung } = leistung;
    return saveEntwurf(tx, bund, uhr, {
      id,
      koerperschaft: kommune.id,
      leistung: schluessel,
      fassung,
      antworten,
      schritt,
    });
  });
  return { id, schritt };
}
