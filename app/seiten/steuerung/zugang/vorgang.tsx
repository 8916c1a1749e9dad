import { parseTag } from '@rathausverbund/formular';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { vermerkeLesen } from '../../../nachweise/index.ts';
import { type Halt, readHalte, readRegeln, readZugang, type Zugangsweg } from '../../../vereinbarungen/index.ts';
import { type EingangsZeile, findAktenzeichen } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, fehlerOf, Hinweis, Knoepfe, Knopf, Tabelle, type Versuch, Zeile } from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { abWann, beispielTage, heuteOf, wann as wannText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { WEG, ZugangRahmen } from './rahmen.tsx';

interface Auskunft {
  zeile: EingangsZeile;
  wege: readonly Zugangsweg[];
  titel: ReadonlyMap<string, string>;
  halte: readonly Halt[];
}

type Getippt = Record<'aktenzeichen' | 'tag' | 'uhrzeit', string>;
type Abgelehnt = { feld: keyof Getippt; grund: 'keinTag' | 'tagFehlt' | 'keineUhrzeit' };

/** "8:30", "08.30 Uhr" or "8": hours and minutes, undefined when it is no time of day. */
function uhrzeitOf(text: string): { hour: number; minute: number } | undefined {
  const m = /^(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?$/.exec(text);
  const [hour, minute] = [Number(m?.[1]), Number(m?.[2] ?? 0)];
  return m && hour < 24 && minute < 60 ? { hour, minute } : undefined;
}

/** The time in Berlin that was typed, the earlier one where the clock shows it twice; null = now. Else at which field it is none. */
function zeitpunktOf({ tag, uhrzeit }: Getippt): { instant: number | null } | Abgelehnt {
  if (tag === '') return uhrzeit === '' ? { instant: null } : { feld: 'tag', grund: 'tagFehlt' };
  const tagDa = parseTag(tag);
  if (!tagDa) return { feld: 'tag', grund: 'keinTag' };
  const zeit = uhrzeitOf(uhrzeit === '' ? '0' : uhrzeit);
  if (!zeit) return { feld: 'uhrzeit', grund: 'keineUhrzeit' };
  const ort = Temporal.PlainDate.from(tagDa).toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: zeit });
  return { instant: ort.epochMilliseconds };
}

/** GET /steuerung/zugang/vorgang?aktenzeichen=…&tag=…&uhrzeit=…: who can see this case of the own body, and why. */
export async function zeigeWerSieht(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'zugang')) return sendeVerboten(deps, kraft, antwort);
  const { t, protokoll } = deps;
  const getippt: Getippt = {
    aktenzeichen: frage(anfrage, 'aktenzeichen').trim().slice(0, 60),
    tag: frage(anfrage, 'tag').trim().slice(0, 30),
    uhrzeit: frage(anfrage, 'uhrzeit').trim().slice(0, 30),
  };
  const { aktenzeichen } = getippt;
  const z = zeitpunktOf(getippt);
  const instant = 'feld' in z ? null : z.instant;
  const auskunft =
    aktenzeichen === '' || 'feld' in z
      ? undefined
      : await deps.db.transaktion(lesekontext(kraft), async (tx): Promise<Auskunft | undefined> => {
          const zeile = await findAktenzeichen(tx, kraft.stelle, aktenzeichen);
          if (!zeile) return undefined;
          const { koerperschaft, leistung, id } = zeile;
          vermerkeLesen(tx, protokoll.uhr, koerperschaft, [id], {
            vereinbarung: null,
            norm: null,
            aufgabe: t('zugang.vorgang.aufgabe'),
            zweck: t('zugang.vorgang.zweck'),
          });
          return {
            zeile,
            wege: await readZugang(tx, { koerperschaft, leistung, id }, instant),
            titel: new Map((await readRegeln(tx)).map((r) => [r.vereinbarung, r.titel])),
            halte: (await readHalte(tx)).filter((h) => h.koerperschaft === koerperschaft && h.leistung === leistung),
          };
        });
  const abgelehnt = (feld: keyof Getippt, meldung: string): Versuch => ({
    formular: 'vorgang',
    werte: getippt,
    meldung,
    feld,
  });
  const versuch =
    'feld' in z
      ? abgelehnt(z.feld, t(`zugang.vorgang.${z.grund}`))
      : aktenzeichen !== '' && !auskunft
        ? abgelehnt('aktenzeichen', t('zugang.vorgang.unbekannt'))
        : undefined;
  return sende(
    antwort,
    <ZugangRahmen deps={deps} kraft={kraft} teil="vorgang" titel={t('zugang.vorgang.titel')} fehler={fehlerOf(versuch)}>
      <p>{t('zugang.vorgang.einleitung')}</p>
      <Formular deps={deps} getippt={getippt} versuch={versuch} />
      {auskunft && (
        <Ergebnis deps={deps} kraft={kraft} a={auskunft} am={wannText(t, new Date(instant ?? protokoll.uhr.jetzt()))} />
      )}
    </ZugangRahmen>,
    versuch ? 422 : 200,
  );
}

function Formular(p: { deps: SeitenDeps; getippt: Getippt; versuch: Versuch | undefined }) {
  const { t, protokoll } = p.deps;
  const tag = beispielTage(heuteOf(protokoll.uhr)).erster;
  const feld = (name: keyof Getippt) => ({
    t,
    formular: 'vorgang',
    name,
    titel: t(`zugang.vorgang.feld.${name}`),
    hilfe: t(`zugang.vorgang.hilfe.${name}`, { tag }),
    wert: p.getippt[name],
    versuch: p.versuch,
  });
  return (
    <form class="haus-formular" method="get" action={`${WEG}/vorgang`} novalidate>
      <Zeile {...feld('aktenzeichen')} />
      <Zeile {...feld('tag')} breite="mittel" />
      <Zeile {...feld('uhrzeit')} breite="schmal" />
      <Knoepfe>
        <Knopf rang="primary">{t('zugang.vorgang.knopf')}</Knopf>
      </Knoepfe>
    </form>
  );
}

function Ergebnis({ deps, kraft, a, am }: { deps: SeitenDeps; kraft: Kraft; a: Auskunft; am: string }) {
  const { t, katalog, verzeichnis } = deps;
  const name = (id: string) => verzeichnis.byId(id)?.name ?? '';
  const eigene = [name(kraft.stelle), t('zugang.weg.eigene'), '', ''];
  const buerger = [t('zugang.vorgang.person'), t('zugang.weg.person'), '', ''];
  return (
    <>
      <h2>{t('zugang.vorgang.ergebnis', { am })}</h2>
      <Angaben
        dicht
        angaben={[
          { name: t('zugang.vorgang.feld.aktenzeichen'), wert: a.zeile.aktenzeichen },
          { name: t('zugang.spalte.leistung'), wert: katalog.name(a.zeile.leistung) },
          { name: t('zugang.vorgang.bearbeitet'), wert: name(a.zeile.bearbeitendeStelle) },
        ]}
      />
      {a.halte.map((h) => (
        <Hinweis
          t={t}
          ton="warning"
          titel={t('zugang.vorgang.angehalten', { stelle: name(h.stelle), zeit: wannText(t, h.seit) })}
        />
      ))}
      <Tabelle
        id="wege"
        titel={t('zugang.vorgang.tabelle')}
        titelVersteckt
        dicht
        stapeln
        spalten={['wer', 'warum', 'seit', 'bis'].map((s, i) => ({
          titel: t(`zugang.spalte.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={[
          eigene,
          ...a.wege.map((w) => [
            name(w.stelle),
            t(`zugang.weg.${w.weg}`, { titel: a.titel.get(w.vereinbarung) ?? '' }),
            w.seit ? abWann(t, w.seit) : '',
            w.bis ? wannText(t, w.bis) : t('zugang.offenesEnde'),
          ]),
          buerger,
        ].map((zellen) => ({ zellen }))}
      />
      <p>{t('zugang.vorgang.imHaus')}</p>
      <p>{t('zugang.vorgang.grundlage')}</p>
    </>
  );
}
