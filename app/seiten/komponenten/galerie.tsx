import { zusammenfassung } from '@rathausverbund/formular';
import type { ComponentChildren } from 'preact';
import * as b from './galerie.beispiel.ts';
import * as k from './index.ts';

const ton = ['info', 'success', 'warning', 'danger'] as const;
const w = b.worte;

/** Every building block for citizens in its states. */
export function PortalGalerie({ t }: { t: k.Texte }) {
  return (
    <k.PortalSeite t={t} titel={w.portal} demo haus={b.thallwitz} anmelden="/anmelden" krumen={w.portalKrumen} breit>
      <h1>{w.portal}</h1>
      <p class="haus-einleitung">{w.portalText}</p>
      <k.Suchfeld t={t} weg="/suche" beschriftung={w.suche} hilfe={w.sucheHilfe} />
      <h2>{w.haeuser}</h2>
      <k.Karten>
        {b.haeuser.map((h) => (
          <k.Karte
            titel={h.name}
            weg={h.weg}
            oben={w.einwohner}
            ebene={3}
            bild={<k.Wappen kurzname={h.kurzname} farbe={h.farbe} />}
          >
            <p>{w.arbeitet}</p>
          </k.Karte>
        ))}
        <k.Karte titel={w.bescheid} ebene={3} unten={<k.KnopfLink weg="#pdf">{w.papier}</k.KnopfLink>} />
      </k.Karten>
      <h2>{w.hinweise}</h2>
      {ton.map((art) => (
        <k.Hinweis t={t} ton={art} titel={w.hinweis[art]}>
          {art === 'success' ? null : <p>{w.hinweisText}</p>}
        </k.Hinweis>
      ))}
      <k.Knoepfe>
        <k.KnopfLink weg="#an" rang="primary">
          {w.online}
        </k.KnopfLink>
        <k.KnopfLink weg="#pdf" symbol="download" herunterladen>
          {w.papier}
        </k.KnopfLink>
        <k.KnopfLink weg="#hilfe" rang="tertiary">
          {w.hilfe}
        </k.KnopfLink>
      </k.Knoepfe>
      <k.Tabelle
        id="kosten"
        titel={w.kosten}
        spalten={[
          { titel: w.kostenSpalten[0], zeilenkopf: true },
          { titel: w.kostenSpalten[1], zahl: true },
        ]}
        zeilen={b.kosten}
      />
    </k.PortalSeite>
  );
}

/** A citizen's case. */
export function VorgangGalerie({ t }: { t: k.Texte }) {
  return (
    <k.PortalSeite t={t} titel={w.vorgang} demo haus={b.thallwitz} person={b.buergerin} krumen={w.portalKrumen}>
      <h1>{w.vorgang}</h1>
      <k.Statuslinie t={t} name={w.vorgang} stationen={b.stationen} />
      <k.Angaben angaben={w.zustaendig} />
      <k.Siegelzeile t={t} von={b.thallwitz.name} am="27.11.2026, 14:03" pruefen="/pruefen" test />
      <k.Siegelzeile t={t} von={b.wurzen.name} am="27.11.2026, 14:03" pruefen="/pruefen" test={false} />
      <div>
        <k.Aufklappen titel={w.wer} offen>
          <p>{w.werText}</p>
        </k.Aufklappen>
        <k.Aufklappen titel={w.kosten}>
          <p>{w.werText}</p>
        </k.Aufklappen>
      </div>
      <k.LeererZustand titel={w.leer}>
        <p>{w.leerText}</p>
      </k.LeererZustand>
    </k.PortalSeite>
  );
}

/** A form step: fresh, refused, or with a new question. */
export function FormularGalerie({ t, zustand }: { t: k.Texte; zustand: 'leer' | 'fehler' | 'neu' }) {
  const fehler = zustand === 'fehler' ? b.abgelehnt.fehler : [];
  return (
    <k.PortalSeite
      t={t}
      titel={b.formular.titel}
      demo={false}
      haus={b.thallwitz}
      person={b.buergerin}
      fehler={fehler.length > 0}
    >
      <k.Fortschritt t={t} schritt={3} von={6} />
      <k.Formularschritt
        t={t}
        formular={b.formular}
        schritt="alles"
        antworten={zustand === 'leer' ? {} : b.ausgefuellt}
        roh={zustand === 'fehler' ? b.abgelehnt.roh : {}}
        fehler={fehler}
        neu={zustand === 'neu' ? ['hund.kaufpreis'] : []}
        versteckt={{ token: 'beispiel' }}
        zurueck="#zurueck"
        spaeter
        gespeichert="14:03"
      />
    </k.PortalSeite>
  );
}

/** The fields of a form that is written on its page: fresh, or refused. */
export function FelderGalerie({ t, versuch }: { t: k.Texte; versuch?: k.Versuch }) {
  const f = { t, formular: 'planstelle', versuch };
  return (
    <Rahmen t={t} titel={w.felder.titel}>
      <k.Fehlerliste t={t} fehler={k.fehlerOf(versuch)} />
      <h1>{w.felder.titel}</h1>
      <form class="haus-formular" method="post" novalidate>
        <k.Zeile {...f} name="name" titel={w.felder.name} wert={w.felder.vorgabe} />
        <k.Zeile {...f} name="stunden" titel={w.felder.stunden} hilfe={w.felder.stundenHilfe} breite="schmal" ziffern />
        <k.Zeile {...f} name="ab" titel={w.felder.ab} breite="mittel" />
        <k.Wahl {...f} name="team" titel={w.felder.team} leer={w.felder.keins} werte={w.felder.teams} />
        <k.Haken {...f} name="leistung" titel={w.leistungen} werte={w.felder.leistungen} />
        <k.Kreuz art="checkbox" id="vertretung" name="vertretung" wert="ja" titel={w.felder.vertretung} gewaehlt />
        <k.Mehrzeilig {...f} name="grund" titel={w.felder.grund} hilfe={w.felder.grundHilfe} zeilen={3} />
        <k.Knoepfe>
          <k.Knopf rang="primary">{w.schritt}</k.Knopf>
        </k.Knoepfe>
      </form>
    </Rahmen>
  );
}

/** The answers before sending. */
export function PruefenGalerie({ t }: { t: k.Texte }) {
  return (
    <k.PortalSeite t={t} titel={b.formular.titel} demo haus={b.thallwitz} person={b.buergerin}>
      <h1>{b.formular.titel}</h1>
      <k.Zusammenfassung
        t={t}
        abschnitte={zusammenfassung(b.formular, b.ausgefuellt)}
        aendern={(schritt) => `/antrag/${schritt}`}
      />
    </k.PortalSeite>
  );
}

function Rahmen({
  t,
  titel,
  handelndFuer,
  children,
}: {
  t: k.Texte;
  titel: string;
  handelndFuer?: k.HandelndFuerAngabe;
  children: ComponentChildren;
}) {
  return (
    <k.ArbeitsplatzSeite
      t={t}
      titel={titel}
      demo
      haus={b.wurzen}
      person={b.sachbearbeiterin}
      reiter={b.reiter}
      suche={<k.Suchfeld t={t} weg="/suche" beschriftung={w.suchePlatz} dicht />}
      spalte={
        <>
          <k.Spaltenliste titel={w.kommunen} ziele={b.kommunen} />
          <k.Spaltenliste titel={w.leistungen} ziele={b.leistungen} />
          <k.Tasten tasten={b.tasten} />
        </>
      }
      krumen={handelndFuer ? w.krumen : []}
      {...(handelndFuer ? { handelndFuer } : {})}
    >
      {children}
    </k.ArbeitsplatzSeite>
  );
}

/** The inbox of an office. */
export function EingangGalerie({ t }: { t: k.Texte }) {
  return (
    <Rahmen t={t} titel={w.eingang}>
      <h1>{w.eingang}</h1>
      <k.Tabelle
        id="eingang"
        titel={w.eingang}
        titelVersteckt
        dicht
        stapeln
        spalten={b.eingangSpalten.map((titel, i) => ({ titel, zeilenkopf: i === 1, selbsterklaerend: true }))}
        zeilen={b.eintraege.map((e, i) => ({
          id: `v-${i}`,
          hervor: i === 3,
          zellen: [
            <k.Frist t={t} ende={e.ende} heute={b.heute} />,
            <a href={`/v/${i}`}>{e.aktenzeichen}</a>,
            e.leistung,
            ...e.rest,
          ],
        }))}
      />
      <k.LeererZustand titel={w.leer} />
    </Rahmen>
  );
}

/** Figures of an office: bars, lines and a range; one series alone; a gap. */
export function PlotGalerie({ t }: { t: k.Texte }) {
  return (
    <Rahmen t={t} titel={w.plot.titel}>
      <h1>{w.plot.titel}</h1>
      <k.Plot t={t} id="viele" {...w.plot} reihen={b.plotreihen} />
      <k.Plot
        t={t}
        id="saeulen"
        {...w.plot}
        titel={w.plot.saeulen}
        reihen={b.plotreihen.map((r) => ({ name: r.name, art: 'saeule', werte: r.werte }))}
      />
      <k.Plot t={t} id="eine" {...w.plot} titel={w.plot.eine} reihen={b.plotreihen.slice(1, 2)} />
    </Rahmen>
  );
}

/** One case at an office. */
export function AkteGalerie({ t }: { t: k.Texte }) {
  return (
    <Rahmen t={t} titel={w.vorgangTitel} handelndFuer={{ koerperschaft: b.thallwitz, grundlage: w.grundlage }}>
      <h1>
        {w.vorgangTitel} <k.Marke ton="warning">{w.marke}</k.Marke>
      </h1>
      <k.NaechsterSchritt
        t={t}
        frist={<k.Frist t={t} ende={b.heute} heute={b.heute} />}
        selten={
          <k.Knopf klein formular="schritt" name="aktion" wert="abgeben">
            {w.abgeben}
          </k.Knopf>
        }
      >
        <form method="post" id="schritt">
          <k.Knopf rang="primary" klein>
            {w.schritt}
          </k.Knopf>
        </form>
        <k.KnopfLink weg="#nachfordern" klein>
          {w.nachfordern}
        </k.KnopfLink>
      </k.NaechsterSchritt>
      <k.Reiter name={w.aktenname} ziele={b.vorgangsreiter} zweite />
      <k.Zusammenfassung t={t} abschnitte={zusammenfassung(b.formular, b.ausgefuellt)} dicht />
      <k.Statuslinie t={t} name={w.vorgang} stationen={b.stationen} />
      <k.Siegelzeile t={t} von={b.thallwitz.name} am="27.11.2026, 14:03" pruefen="/pruefen" test />
    </Rahmen>
  );
}
