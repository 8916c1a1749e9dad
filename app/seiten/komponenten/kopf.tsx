import type { Angemeldet, Haus, Krume, Texte } from './typen.ts';
import { Wappen } from './wappen.tsx';

/** Whose page this is: coat of arms and name, back to its start page. */
export function Absender({ haus, klein }: { haus: Haus; klein?: boolean }) {
  return (
    <a class="haus-absender" href={haus.weg}>
      <Wappen kurzname={haus.kurzname} farbe={haus.farbe} groesse={klein ? 32 : 44} />
      <span class="haus-absender__name">{haus.name}</span>
    </a>
  );
}

/** Who is signed in, and the way out; or the way in. */
export function Anmeldestand({
  t,
  person,
  anmelden,
}: {
  t: Texte;
  person?: Angemeldet | undefined;
  anmelden?: string | undefined;
}) {
  if (person === undefined) {
    return anmelden === undefined ? null : (
      <a class="haus-knopf-klein" href={anmelden}>
        {t('haus.anmelden')}
      </a>
    );
  }
  return (
    <div class="haus-person">
      <span class="haus-person__wer">
        <span class="kern-sr-only">{t('haus.angemeldetAls')} </span>
        <span class="haus-person__name">{person.name}</span>
        {person.stelle && <span class="haus-person__stelle">{person.stelle}</span>}
      </span>
      <form method="post" action={person.abmelden}>
        <VersteckteFelder felder={person.felder} />
        <button class="haus-knopf-klein" type="submit">
          {t('haus.abmelden')}
        </button>
      </form>
    </div>
  );
}

export function VersteckteFelder({ felder = {} }: { felder?: Readonly<Record<string, string | number>> | undefined }) {
  return (
    <>
      {Object.entries(felder).map(([name, wert]) => (
        <input type="hidden" name={name} value={wert} />
      ))}
    </>
  );
}

/** The way here. The page itself comes last and is no link. */
export function Brotkrumen({ t, krumen }: { t: Texte; krumen: readonly Krume[] }) {
  if (krumen.length < 2) return null;
  return (
    <nav class="haus-krumen" aria-label={t('haus.brotkrumen')}>
      <ol>
        {krumen.map(({ titel, weg }) => (
          <li>{weg === undefined ? <span aria-current="page">{titel}</span> : <a href={weg}>{titel}</a>}</li>
        ))}
      </ol>
    </nav>
  );
}

/** Legal links, the same on every page, and what this is. */
export function Fuss({ t, wege }: { t: Texte; wege?: Fusswege | undefined }) {
  const { impressum, barrierefreiheit, datenschutz } = { ...FUSSWEGE, ...wege };
  return (
    <footer class="haus-fuss">
      <nav aria-label={t('haus.fussName')}>
        <ul>
          <li>
            <a href={impressum}>{t('haus.impressum')}</a>
          </li>
          <li>
            <a href={datenschutz}>{t('haus.datenschutz')}</a>
          </li>
          <li>
            <a href={barrierefreiheit}>{t('haus.barrierefreiheit')}</a>
          </li>
        </ul>
      </nav>
      <p>{t('haus.betrieben')}</p>
    </footer>
  );
}

/** Addresses of the legal pages where a body has its own. */
export type Fusswege = {
  readonly impressum?: string;
  readonly barrierefreiheit?: string;
  readonly datenschutz?: string;
};

const FUSSWEGE = { impressum: '/impressum', barrierefreiheit: '/barrierefreiheit', datenschutz: '/datenschutz' };
