/** Columns of rows of a Vorgang that do not follow from its events, and why. Every other column is recalculated. */
export const NICHT_ABLEITBAR: Readonly<Record<string, string>> = {
  'vorgaenge.aufgabe.angelegt': 'Zeit, zu der die Aufgabe in der Liste erschien; kein Ereignis.',
  'prozesse.vorfall.schritt':
    'Eine Störung ist ein Zustand der Technik und kein Ereignis; sie geht als Angabe in die Rechnung ein.',
  'prozesse.vorfall.element': 'Wie prozesse.vorfall.schritt.',
  'prozesse.vorfall.meldung': 'Wie prozesse.vorfall.schritt.',
  'prozesse.vorfall.seit': 'Wie prozesse.vorfall.schritt.',
  'prozesse.vorfall.behoben': 'Wie prozesse.vorfall.schritt.',
  'prozesse.vorfall.koerperschaft': 'Wie prozesse.vorfall.schritt.',
  'prozesse.vorfall.leistung': 'Wie prozesse.vorfall.schritt.',
  'prozesse.vorfall.vorgang': 'Wie prozesse.vorfall.schritt.',
  'zahlungen.forderung.id': 'Innere Kennung der Zeile, beim Schreiben gewürfelt.',
  'dokumente.dokument.fruehere': 'Adressen verschlüsselter Dateien; das Ereignis trägt die Prüfsumme des Inhalts.',
  'bekanntgabe.zustellung.angelegt': 'Zeit des Eintrags in die Liste; das Ereignis trägt seine eigene.',
  'eingang.eingang.id': 'Kennung des Eingangs, entstanden vor dem Vorgang.',
  'eingang.eingang.schluessel': 'Kennung des Entwurfs oder Hash der Nachricht; im Ereignis steht der Hash der Angaben.',
  'eingang.eingang.datei': 'Rohe Nachricht; im Ereignis steht ihr Hash, wo es eine gibt.',
  'eingang.eingang.grund': 'Nur bei abgewiesenen Nachrichten, aus denen kein Vorgang wurde.',
  'eingang.eingang.aktenzeichen': 'Für die zweite Quittung der Poststelle; steht am Eingang des Posteingangs.',
};

/** Rows that events do not speak of at all. */
export const OHNE_EREIGNIS: Readonly<Record<string, string>> = {
  'nachweise.ereignis':
    'Sind die Ereignisse selbst. Jedes wird geöffnet: Sein C, sein Blatt, die Kette und jede Spalte im Klartext müssen passen.',
  'prozesse.vorfall': 'Technischer Zustand, siehe prozesse.vorfall.schritt.',
  'prozesse.zeitgeber':
    'Weckzeiten der Technik: wann ein wartender Schritt weitergeht. Dass er weiterging, sagt das Ereignis frist.abgelaufen.',
};
