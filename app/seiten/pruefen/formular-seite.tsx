import {
  Fehlerliste,
  Feldrahmen,
  fehlerOf,
  Knoepfe,
  Knopf,
  PortalSeite,
  type Texte,
  type Versuch,
} from '../komponenten/index.ts';
import { PRUEFPROGRAMM, PRUEFSEITE } from './adresse.ts';
import { Codeformular } from './code.tsx';

/** `seite`, `programm`: SHA-256 of what can be taken along. */
type Props = {
  t: Texte;
  demo: boolean;
  mb: number;
  fehler?: string;
  seite?: string;
  programm?: string;
  /** codes of letters can be looked up here */
  codes?: boolean;
  versuch?: Versuch;
};

/** One field and one sentence; for paper another one. */
export function FormularSeite({ t, demo, mb, fehler, seite, programm, codes, versuch }: Props) {
  return (
    <PortalSeite t={t} demo={demo} titel={t('pruefen.titel')} fehler={(fehler ?? versuch) !== undefined}>
      <Fehlerliste t={t} fehler={fehler ? [{ meldung: fehler, ziel: 'datei' }] : fehlerOf(versuch)} />
      <h1>{t('pruefen.titel')}</h1>
      <p class="haus-einleitung">{t('pruefen.einleitung')}</p>
      <Upload t={t} mb={mb} {...(fehler ? { fehler } : {})} />
      <p>{t('pruefen.nichtGespeichert')}</p>
      {codes && <Codeformular t={t} versuch={versuch} />}
      {seite && <Selbst t={t} seite={seite} programm={programm} />}
      <p>
        <a href="/protokoll">{t('pruefen.protokolle')}</a>
      </p>
    </PortalSeite>
  );
}

/** For those who trust neither us nor the network: the same verifier to take along. */
function Selbst({ t, seite, programm }: { t: Texte; seite: string; programm: string | undefined }) {
  return (
    <>
      <h2>{t('pruefen.selbst.titel')}</h2>
      <p>{t('pruefen.selbst.text')}</p>
      <Datei weg={PRUEFSEITE} titel={t('pruefen.selbst.laden')} summe={t('pruefen.selbst.summe')} sha256={seite} />
      {programm && (
        <>
          <p>{t('pruefen.selbst.befehl')}</p>
          <Datei
            weg={PRUEFPROGRAMM}
            titel={t('pruefen.selbst.befehlLaden')}
            summe={t('pruefen.selbst.summe')}
            sha256={programm}
          />
        </>
      )}
    </>
  );
}

function Datei({ weg, titel, summe, sha256 }: { weg: string; titel: string; summe: string; sha256: string }) {
  return (
    <>
      <p>
        <a class="kern-link" href={weg} download={weg.slice(1)}>
          {titel}
        </a>
      </p>
      <p>{summe}</p>
      <p>
        <code>{sha256}</code>
      </p>
    </>
  );
}

function Upload({ t, mb, fehler }: { t: Texte; mb: number; fehler?: string }) {
  return (
    <form class="haus-formular" method="post" action="/pruefen" enctype="multipart/form-data">
      <Feldrahmen t={t} id="datei" titel={t('pruefen.datei')} hilfe={t('pruefen.hilfe', { mb })} fehler={fehler}>
        <input
          class="kern-form-input__input"
          type="file"
          id="datei"
          name="datei"
          accept=".pdf,.asice,.zip,application/pdf,application/zip"
          aria-describedby={fehler ? 'datei-hilfe datei-fehler' : 'datei-hilfe'}
          aria-invalid={fehler ? 'true' : undefined}
        />
      </Feldrahmen>
      <Knoepfe>
        <Knopf rang="primary">{t('pruefen.knopf')}</Knopf>
      </Knoepfe>
    </form>
  );
}
