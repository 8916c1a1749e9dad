import { addDays, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { isSatzname, type Satz, type Satzname } from '../../../kommunen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Aufklappen, Knopf, Marke, Tabelle, VersteckteFelder } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import { eintraegeOf, WEG, wertText } from './felder.ts';

/** Last day of what ends before this one. */
export function letzterTag(bis: string): string {
  const tag = parseLocalDate(bis);
  return tag ? tagText(addDays(tag, -1)) : bis;
}

type Props = {
  deps: SeitenDeps;
  art: Satzname;
  saetze: readonly Satz[];
  heute: LocalDate;
  /** what the page shows of this kind; null: nothing can be changed here */
  stand: string | null;
};

/** What counts today and what comes; folded away, what was. */
export function Satztafel(p: Props) {
  const { deps, art, heute } = p;
  const { t } = deps;
  const meine = p.saetze.filter((s) => s.art === art);
  const name = t(`satzung.art.${art}.name`);
  const vorbei = meine.filter((s) => s.bis !== null && s.bis <= heute).reverse();
  return (
    <>
      <Tafel
        {...p}
        id={art}
        titel={t('satzung.tafel.titel', { art: name })}
        saetze={meine.filter((s) => !vorbei.includes(s))}
        leer={t('satzung.tafel.leer')}
      />
      {vorbei.length > 0 && (
        <Aufklappen titel={t('satzung.tafel.frueher', { anzahl: String(vorbei.length) })}>
          <Tafel
            {...p}
            id={`${art}-frueher`}
            titel={t('satzung.tafel.titelFrueher', { art: name })}
            saetze={vorbei}
            stand={null}
          />
        </Aufklappen>
      )}
    </>
  );
}

function Tafel({
  deps,
  art,
  saetze,
  heute,
  stand,
  id,
  titel,
  leer,
}: Props & { id: string; titel: string; leer?: string }) {
  const { t } = deps;
  const felder = eintraegeOf(art);
  const wann = (s: Satz) => (
    <>
      {s.bis === null
        ? t('satzung.tafel.ab', { ab: tagText(s.ab) })
        : t('satzung.tafel.vonBis', { ab: tagText(s.ab), bis: letzterTag(s.bis) })}{' '}
      {s.ab > heute && <Marke ton="info">{t('satzung.tafel.kommt')}</Marke>}
      {s.ab <= heute && (s.bis === null || heute < s.bis) && <Marke ton="success">{t('satzung.tafel.heute')}</Marke>}
    </>
  );
  const mitHandlung = stand !== null && saetze.some((s) => s.ab > heute);
  return (
    <Tabelle
      id={id}
      titel={titel}
      titelVersteckt
      dicht
      stapeln
      {...(leer === undefined ? {} : { leer })}
      spalten={[
        { titel: t('satzung.tafel.gilt'), zeilenkopf: true },
        ...felder.map((f) => ({ titel: t(`satzung.art.${art}.${f}`) })),
        { titel: t('satzung.neu.fundstelle') },
        ...(mitHandlung ? [{ titel: t('satzung.tafel.handlung') }] : []),
      ]}
      zeilen={saetze.map((s) => ({
        zellen: [
          wann(s),
          ...felder.map((f) => wertText(s.werte[f])),
          s.fundstelle,
          mitHandlung && s.ab > heute && <Handlung deps={deps} s={s} stand={stand} />,
        ],
      }))}
    />
  );
}

function Handlung({ deps: { t }, s, stand }: { deps: SeitenDeps; s: Satz; stand: string }) {
  const vorlesen = (was: string) => t('satzung.tafel.vorlesen', { was, ab: tagText(s.ab) });
  return (
    <>
      <a href={`${WEG}/neu?art=${s.art}&ab=${s.ab}`} aria-label={vorlesen(t('satzung.tafel.aendern'))}>
        {t('satzung.tafel.aendern')}
      </a>
      <form method="post" action={WEG}>
        <VersteckteFelder felder={{ was: 'zuruecknehmen', art: s.art, ab: s.ab, stand }} />
        <Knopf klein vorlesen={vorlesen(t('satzung.tafel.zuruecknehmen'))}>
          {t('satzung.tafel.zuruecknehmen')}
        </Knopf>
      </form>
    </>
  );
}

/** Kinds the Leistungen ask for, also in a version that only some body stays with, that can be entered here, and the Leistungen that ask for each of them. */
export function artenOf({ katalog }: SeitenDeps): {
  arten: Satzname[];
  unbekannt: string[];
  leistungen(art: string): string;
} {
  const genannt = [...new Set(katalog.gebrauchte.flatMap((l) => l.angaben.satz ?? []))].sort();
  const leistungen = (art: string) =>
    [...new Set(katalog.gebrauchte.filter((l) => l.angaben.satz === art).map((l) => l.schluessel))]
      .map((s) => katalog.name(s))
      .join(', ');
  return { arten: genannt.filter(isSatzname), unbekannt: genannt.filter((a) => !isSatzname(a)), leistungen };
}
