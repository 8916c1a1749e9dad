/** A form as authors write it, with every kind of field; tests read it the way a Leistung's folder is read. */
export const BEISPIEL = `
titel: Hund anmelden
version: 1
schritte:
  - id: halter
    titel: Angaben zu Ihnen
    hinweis: Geben Sie die Person an, in deren Haushalt der Hund lebt.
    felder:
      - id: halter.nachname
        art: text
        beschriftung: Nachname
        pflicht: true
        maxLaenge: 80
        autocomplete: family-name
        vorbelegung: konto.nachname
      - id: halter.geburtsdatum
        art: datum
        beschriftung: Geburtsdatum
        benennung: das Geburtsdatum
        pflicht: true
        spaetestens: heute - 18 jahre
        autocomplete: bday
        vorbelegung: konto.geburtsdatum
      - id: halter.plz
        art: plz
        beschriftung: Postleitzahl
        benennung: die Postleitzahl
        pflicht: true
      - id: halter.email
        art: email
        beschriftung: E-Mail-Adresse
        hilfe: Nur für Rückfragen.
      - id: halter.telefon
        art: telefon
        beschriftung: Telefon
  - id: hund
    titel: Angaben zum Hund
    felder:
      - id: hund.name
        art: text
        beschriftung: Rufname
        pflicht: true
      - id: hund.beginn
        art: datum
        beschriftung: Im Haushalt seit
        benennung: den Beginn der Haltung
        pflicht: true
        spaetestens: heute
      - id: hund.geburtsdatum
        art: datum
        beschriftung: Geburtsdatum des Hundes
        benennung: das Geburtsdatum des Hundes
        spaetestens: hund.beginn
      - id: hund.groesse
        art: zahl
        beschriftung: Schulterhöhe in Zentimetern
        min: 10
        max: 120
        dezimalstellen: 1
      - id: hund.anzahl
        art: zahl
        beschriftung: Anzahl der Hunde im Haushalt
        pflicht: true
        min: 1
        max: 20
      - id: hund.herkunft
        art: auswahl
        beschriftung: Herkunft
        benennung: die Herkunft
        pflicht: true
        darstellung: radio
        werte:
          - { wert: zucht, beschriftung: Zucht }
          - { wert: tierheim, beschriftung: Tierheim }
          - { wert: privat, beschriftung: Von privat }
      - id: hund.kaufpreis
        art: betrag
        beschriftung: Kaufpreis
        benennung: den Kaufpreis
        zeigeWenn: hund.herkunft = "zucht"
        min: 1
        max: 1000000
      - id: hund.tierheim
        art: text
        beschriftung: Name des Tierheims
        pflicht: true
        zeigeWenn: hund.herkunft = "tierheim"
      - id: hund.gefaehrlich
        art: ja_nein
        beschriftung: Gilt der Hund als gefährlich?
        pflicht: true
      - id: hund.chip
        art: text
        beschriftung: Chipnummer
        muster: '[0-9]{15}'
        musterMeldung: Geben Sie die Chipnummer mit 15 Ziffern ein.
  - id: gefahr
    titel: Gefährlicher Hund
    zeigeWenn: hund.gefaehrlich = true
    felder:
      - id: gefahr.erlaubnis
        art: mehrzeilig
        beschriftung: Welche Erlaubnis haben Sie?
        pflicht: true
        maxLaenge: 500
  - id: zahlung
    titel: Zahlung
    felder:
      - id: zahlung.lastschrift
        art: ja_nein
        beschriftung: Möchten Sie per Lastschrift zahlen?
        pflicht: true
      - id: zahlung.iban
        art: iban
        beschriftung: IBAN
        benennung: die IBAN
        pflicht: true
        zeigeWenn: zahlung.lastschrift = true
      - id: zahlung.einwilligung
        art: ja_nein
        beschriftung: Erteilen Sie das SEPA-Lastschriftmandat?
        pflicht: true
        zeigeWenn: zahlung.lastschrift = true
        pruefungen:
          - gilt: zahlung.einwilligung = true
            meldung: Ohne Mandat ist keine Lastschrift möglich. Wählen Sie oben Nein oder erteilen Sie das Mandat.
`;
