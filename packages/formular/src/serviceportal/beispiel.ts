type Fremd = { [key: string]: unknown };
type Gruppe = Fremd & { rows: { fields: Fremd[] }[] };

/** A form as the foreign editor writes it, ours in content: an Anmeldung of a market stall. Tests change it at will. */
export function beispiel(): Fremd & { sections: (Fremd & { fieldGroups: Gruppe[] })[] } {
  return {
    id: '4711:standAnmelden:v2.1',
    title: 'Marktstand anmelden',
    sections: [
      {
        title: 'Angaben',
        fieldGroups: [
          {
            id: 'haendler',
            title: 'Händlerin oder Händler',
            rows: [
              {
                fields: [
                  {
                    id: 'rufname',
                    label: 'Vorname',
                    type: 'STRING',
                    required: true,
                    placeholder: 'Ada',
                    width: 4,
                    source: { service: 'servicekonto', variableName: 'vorname' },
                  },
                  {
                    id: 'E01',
                    label: 'Erfahrung',
                    type: 'RADIO_BUTTONS',
                    possibleValues: [
                      { label: 'Erster Stand', value: 'neu' },
                      { label: 'Schon dabei gewesen', value: 'alt' },
                    ],
                    value: '',
                    target: { service: 'prozess', variableName: 'erfahrung' },
                  },
                ],
              },
              {
                fields: [
                  {
                    id: 'seit',
                    label: 'Dabei seit',
                    type: 'DATE',
                    required: true,
                    displayConditions: ["${E01 == 'alt'}"],
                  },
                ],
              },
            ],
          },
          {
            id: 'Stand-1',
            rows: [
              {
                fields: [
                  { id: 'hinweis', type: 'HINTBOX', additionalConfig: { text: 'Strom kostet extra.' } },
                  { id: 'strom', label: 'Strom?', type: 'BOOLEAN' },
                  {
                    id: 'ware',
                    label: 'Ware',
                    type: 'CHECKBOX',
                    possibleValues: [
                      { label: 'Obst', value: 'obst' },
                      { label: 'Käse', value: 'käse' },
                    ],
                  },
                  { id: '9plan', label: 'Lageplan', type: 'MULTIPLE_FILE', required: true },
                  { id: 'laune', label: 'Laune', type: 'SMILEY' },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}
