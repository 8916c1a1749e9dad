import { addDays } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Alter,
  type Engpass,
  type Guetezahl,
  guetezahlen,
  readAlter,
  readEngpaesse,
  readGuete,
  readWochen,
  type Woche,
} from '../../../steuerung/index.ts';
import { darfEinsehen } from '../../arbeitsplatz/berechtigung.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Plot, Tabelle } from '../../komponenten/index.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { Frage } from '../lage/frage.tsx';
import { darfHinein, Rahmen, sende, sendeVerboten } from '../rahmen.tsx';
import { dauer, zahl } from '../zahlen.ts';

const WOCHEN = 12;
const ALTER = ['bis3', 'bis7', 'bis14', 'bis30', 'mehr'] as const;

/** GET /steuerung/fluss: what comes in and goes out of this town hall, where it stands still, how good it is. Nothing per person. */
export async function zeigeFluss(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  if (!darfHinein(kraft, 'fluss')) return sendeVerboten(deps, kraft, antwort);
  const heute = heuteOf(deps.protokoll.uhr);
  const ab = addDays(heute, -7 * WOCHEN);
  const { stelle } = kraft;
  const [wochen, alter, engpaesse, guete] = await deps.db.transaktion(lesekontext(kraft), (tx) =>
    Promise.all([
      readWochen(tx, stelle, ab),
      readAlter(tx, stelle, heute),
      readEngpaesse(tx, stelle, deps.protokoll.uhr.jetzt()),
      readGuete(tx, stelle, ab),
    ]),
  );
  const titel = t('fluss.titel', { haus: kraft.haus.kurzname });
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="fluss" titel={titel}>
      <h1>{titel}</h1>
      <p>{t('fluss.einleitung', { wochen: WOCHEN })}</p>
      <div class="haus-fragen">
        <Durchfluss deps={deps} wochen={wochen} />
        <Offene deps={deps} kraft={kraft} alter={alter} />
        <Engpaesse deps={deps} engpaesse={engpaesse} />
        <Guete deps={deps} guete={guetezahlen(guete, heute)} />
      </div>
    </Rahmen>,
  );
}

const heisst = (t: SeitenDeps['t'], karte: string) => ({ titel: t('fluss.heisst'), text: t(`fluss.${karte}.heisst`) });

function Durchfluss({ deps: { t }, wochen }: { deps: SeitenDeps; wochen: readonly Woche[] }) {
  const [ein, aus] = [wochen.reduce((n, w) => n + w.ein, 0), wochen.reduce((n, w) => n + w.aus, 0)];
  return (
    <Frage
      frage={t('fluss.durchfluss.frage')}
      zahl={t('fluss.durchfluss.zahl', { ein: zahl(ein), aus: zahl(aus) })}
      dazu={t('fluss.durchfluss.dazu', { wochen: WOCHEN })}
      heisst={heisst(t, 'durchfluss')}
    >
      {wochen.length > 0 && (
        <Plot
          t={t}
          id="durchfluss"
          titel={t('fluss.durchfluss.plot')}
          aussage={t(ein > aus ? 'fluss.durchfluss.mehr' : 'fluss.durchfluss.gleich', { anzahl: ein - aus })}
          einheit={t('fluss.faelle')}
          xTitel={t('fluss.woche')}
          x={wochen.map((w) => tagText(w.montag).slice(0, 6))}
          reihen={[
            { name: t('fluss.durchfluss.ein'), art: 'saeule', werte: wochen.map((w) => w.ein) },
            { name: t('fluss.durchfluss.aus'), art: 'saeule', werte: wochen.map((w) => w.aus) },
          ]}
        />
      )}
    </Frage>
  );
}

function Offene({ deps, kraft, alter }: { deps: SeitenDeps; kraft: Kraft; alter: readonly Alter[] }) {
  const { t, verzeichnis } = deps;
  const gesamt = alter.reduce((n, a) => n + ALTER.reduce((m, k) => m + a[k], 0), 0);
  return (
    <Frage
      frage={t('fluss.offene.frage')}
      zahl={zahl(gesamt)}
      dazu={gesamt > 0 && t('fluss.offene.dazu', { alt: alter.reduce((n, a) => n + a.mehr, 0) })}
      heisst={heisst(t, 'offene')}
      {...(darfEinsehen(kraft.rollen, '*')
        ? { weiter: { titel: t('fluss.offene.weiter'), weg: '/arbeitsplatz?tab=alle' } }
        : {})}
    >
      {gesamt > 0 && (
        <Tabelle
          id="offene"
          titel={t('fluss.offene.tabelle')}
          titelVersteckt
          dicht
          spalten={[
            { titel: t('fluss.kommune'), zeilenkopf: true },
            ...ALTER.map((k) => ({ titel: t(`fluss.offene.${k}`), zahl: true as const })),
          ]}
          zeilen={alter.map((a) => ({
            zellen: [verzeichnis.byId(a.koerperschaft)?.kurzname ?? '', ...ALTER.map((k) => String(a[k]))],
          }))}
        />
      )}
    </Frage>
  );
}

function Engpaesse({ deps: { t, katalog }, engpaesse }: { deps: SeitenDeps; engpaesse: readonly Engpass[] }) {
  const [erster] = engpaesse;
  return (
    <Frage
      frage={t('fluss.engpass.frage')}
      zahl={erster ? erster.schritt : t('fluss.engpass.nirgends')}
      dazu={
        erster
          ? t('fluss.engpass.dazu', {
              anzahl: erster.anzahl,
              zeit: dauer(t, erster.haelfte),
              leistung: katalog.name(erster.leistung),
            })
          : t('fluss.engpass.leer')
      }
      heisst={heisst(t, 'engpass')}
    >
      {erster && (
        <Tabelle
          id="engpass"
          titel={t('fluss.engpass.tabelle')}
          titelVersteckt
          dicht
          stapeln
          spalten={[
            { titel: t('fluss.engpass.schritt'), zeilenkopf: true },
            { titel: t('fluss.leistung') },
            { titel: t('fluss.faelle'), zahl: true },
            { titel: t('fluss.engpass.haelfte'), zahl: true },
            { titel: t('fluss.engpass.laengste'), zahl: true },
          ]}
          zeilen={engpaesse.map((e) => ({
            zellen: [e.schritt, katalog.name(e.leistung), String(e.anzahl), dauer(t, e.haelfte), dauer(t, e.laengste)],
          }))}
        />
      )}
    </Frage>
  );
}

function Guete({ deps: { t, katalog }, guete }: { deps: SeitenDeps; guete: readonly Guetezahl[] }) {
  const spaet = guete.reduce((n, g) => n + (g.verspaetet ?? 0), 0);
  return (
    <Frage
      frage={t('fluss.guete.frage')}
      zahl={zahl(spaet)}
      dazu={t('fluss.guete.dazu', { wochen: WOCHEN })}
      heisst={heisst(t, 'guete')}
    >
      {guete.length > 0 && (
        <Tabelle
          id="guete"
          titel={t('fluss.guete.tabelle')}
          titelVersteckt
          dicht
          stapeln
          spalten={[
            { titel: t('fluss.leistung'), zeilenkopf: true },
            { titel: t('fluss.faelle'), zahl: true },
            { titel: t('fluss.guete.nachgefordert'), zahl: true },
            { titel: t('fluss.guete.verspaetet'), zahl: true },
            { titel: t('fluss.guete.widersprochen'), zahl: true },
          ]}
          zeilen={guete.map((g) => ({
            zellen: [
              katalog.name(g.leistung),
              String(g.faelle),
              String(g.nachgefordert),
              g.verspaetet === null ? t('fluss.guete.keineFrist') : `${g.verspaetet} (${g.norm})`,
              String(g.widersprochen),
            ],
          }))}
        />
      )}
    </Frage>
  );
}
