import { type Datenbank, oeffentlich } from '../../base/index.ts';
import { findPruefcode } from '../../dokumente/index.ts';
import type { Verzeichnis } from '../../kommunen/index.ts';
import {
  Angaben,
  Hinweis,
  Knoepfe,
  Knopf,
  ortszeit,
  PortalSeite,
  type Texte,
  type Versuch,
  Zeile,
} from '../komponenten/index.ts';

export const CODEWEG = '/pruefen/code';
export const CODEFORMULAR = 'papier';

/** A letter that was written here, as far as its holder may be told. */
export interface Brief {
  wer: string;
  titel: string;
  tag: string;
}

export type Briefsuche = (code: string) => Promise<Brief | undefined>;

/** Looks for the letter with a code; the names of the bodies come from `verzeichnis`. */
export const createBriefsuche =
  (db: Datenbank, verzeichnis: Verzeichnis): Briefsuche =>
  async (code) => {
    const fund = await db.transaktion(oeffentlich, (tx) => findPruefcode(tx, code));
    const wer = fund && verzeichnis.byId(fund.koerperschaft)?.name;
    return fund && wer ? { wer, titel: fund.titel, tag: ortszeit(fund.erstellt).tag } : undefined;
  };

/** For who holds paper: was such a letter written at all? */
export function Codeformular({ t, versuch }: { t: Texte; versuch: Versuch | undefined }) {
  return (
    <>
      <h2>{t('pruefen.code.titel')}</h2>
      <p>{t('pruefen.code.text')}</p>
      <form class="haus-formular" method="post" action={CODEWEG}>
        <Zeile
          {...{ t, versuch }}
          formular={CODEFORMULAR}
          name="code"
          titel={t('pruefen.code.feld')}
          hilfe={t('pruefen.code.hilfe')}
          pflicht
        />
        <Knoepfe>
          <Knopf rang="secondary">{t('pruefen.code.knopf')}</Knopf>
        </Knoepfe>
      </form>
    </>
  );
}

/** There is such a letter; what its words are, only the file can prove. */
export function BriefSeite({ t, demo, brief }: { t: Texte; demo: boolean; brief: Brief }) {
  return (
    <PortalSeite t={t} demo={demo} titel={t('pruefen.code.gefunden')}>
      <h1>{t('pruefen.code.gefunden')}</h1>
      <Hinweis t={t} ton="success" titel={t('pruefen.code.stammt')}>
        <p>{t('pruefen.code.vergleichen')}</p>
      </Hinweis>
      <Angaben
        angaben={[
          { name: t('pruefen.code.wer'), wert: brief.wer },
          { name: t('pruefen.code.was'), wert: brief.titel },
          { name: t('pruefen.code.tag'), wert: brief.tag },
        ]}
      />
      <p>{t('pruefen.code.wortlaut')}</p>
      {demo && <p>{t('pruefen.test')}</p>}
      <p>
        <a href="/pruefen">{t('pruefen.code.zurueck')}</a>
      </p>
    </PortalSeite>
  );
}
