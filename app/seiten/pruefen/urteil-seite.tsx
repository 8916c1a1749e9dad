import type { Frage, Pruefergebnis } from '@rathausverbund/nachweis';
import { Aufklappen, Hinweis, KnopfLink, Marke, PortalSeite, type Texte, type Ton } from '../komponenten/index.ts';

type Props = { t: Texte; demo: boolean; name: string; ergebnis: Pruefergebnis };
type Urteil = Extract<Pruefergebnis, { ok: true }>;

/** Which answer stands behind each of the five lines. */
const FRAGEN: readonly Frage[] = ['unversehrt', 'vertrauen', 'zeit', 'zeugen', 'zeit'];
const TON: Record<Urteil['verdikt'], Ton> = {
  holds: 'success',
  'does not hold': 'danger',
  'cannot be decided': 'warning',
};
const WORT: Record<Urteil['verdikt'], string> = {
  holds: 'haelt',
  'does not hold': 'haeltNicht',
  'cannot be decided': 'offen',
};

/** The verdict in words, then five lines; each unfolds to what was checked. */
export function UrteilSeite({ t, demo, name, ergebnis }: Props) {
  return (
    <PortalSeite t={t} demo={demo} titel={t('pruefen.ergebnis')} fehler={!ergebnis.ok}>
      <h1>{t('pruefen.ergebnis')}</h1>
      {name !== '' && <p>{t('pruefen.dateiname', { name })}</p>}
      {ergebnis.ok ? (
        <Antwort t={t} urteil={ergebnis} />
      ) : (
        <Hinweis
          t={t}
          ton="warning"
          titel={t(ergebnis.code === 'unlesbar' ? 'pruefen.unlesbar' : 'pruefen.verdikt.offen')}
        >
          <p>{ergebnis.meldung}</p>
          {ergebnis.code === 'unlesbar' && <p>{t('pruefen.unlesbarDann')}</p>}
        </Hinweis>
      )}
      <p>{t('pruefen.nichtGespeichert')}</p>
      <KnopfLink weg="/pruefen">{t('pruefen.nochEine')}</KnopfLink>
    </PortalSeite>
  );
}

/** A letter alone, good as far as it goes: only the log cannot be asked, and its owner can do something about that. */
const nurPdf = (u: Urteil): boolean =>
  u.art === 'pdf' &&
  u.verdikt === 'cannot be decided' &&
  [u.unversehrt, u.vertrauen, u.zeit].every((x) => x.antwort === 'holds');

function Antwort({ t, urteil }: { t: Texte; urteil: Urteil }) {
  const wort = WORT[urteil.verdikt];
  return (
    <>
      <Hinweis t={t} ton={TON[urteil.verdikt]} titel={t(`pruefen.verdikt.${wort}`)}>
        {nurPdf(urteil) ? (
          <>
            <p>{t('pruefen.nurPdf.text')}</p>
            <p>{t('pruefen.nurPdf.dann')}</p>
          </>
        ) : (
          <p>{t(`pruefen.verdikt.${wort}Text`)}</p>
        )}
      </Hinweis>
      {urteil.test && (
        <p>
          <Marke ton="danger">{t('haus.test')}</Marke> {t('pruefen.test')}
        </p>
      )}
      <div>
        {urteil.lines.map((zeile, i) => {
          const teil = urteil[FRAGEN[i] ?? 'unversehrt'];
          return (
            <Aufklappen
              titel={
                <>
                  {zeile} <Marke ton={TON[teil.antwort]}>{t(`pruefen.antwort.${WORT[teil.antwort]}`)}</Marke>
                </>
              }
            >
              <ul class="haus-liste">
                {teil.gruende.map((g) => (
                  <li>{g.meldung}</li>
                ))}
              </ul>
              {teil.gruende.length === 0 && <p>{t('pruefen.keineGruende')}</p>}
            </Aufklappen>
          );
        })}
      </div>
      {urteil.hinweise.length > 0 && (
        <>
          <h2>{t('pruefen.hinweise')}</h2>
          <ul class="haus-liste">
            {urteil.hinweise.map((h) => (
              <li>{h.meldung}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
