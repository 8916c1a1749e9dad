// The package ships types for the BPMN elements but declares nothing for its main entry.
declare module 'bpmn-moddle' {
  /** An element as the reader returns it: its properties by name, foreign attributes in `$attrs`. */
  export interface ModdleElement {
    readonly $type: string;
    readonly $attrs?: Readonly<Record<string, string>>;
    readonly $children?: readonly ModdleElement[];
    readonly $parent?: ModdleElement;
    readonly $descriptor?: { readonly ns?: { readonly uri?: string; readonly localName?: string } };
    readonly [name: string]: unknown;
  }
  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
    /** set where the reader could not place what it found */
    readonly error?: Error;
  }
  export class BpmnModdle {
    readonly properties: { set(target: ModdleElement, name: string, value: unknown): void };
    fromXML(
      xml: string,
      options?: { readonly handler?: (this: object, type: string) => object },
    ): Promise<{ rootElement: ModdleElement; warnings: readonly ModdleWarning[] }>;
  }
}
