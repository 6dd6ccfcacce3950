/**
 * A number as a person reads it: digits and unit apart, so that a column of them can be aligned on
 * both. `unit` is empty for plain counts.
 */
export interface Quantity {
  readonly digits: string;
  readonly unit: string;
}

/** What stands where there is no number: never zero, which would read as a very good result. */
export const ABSENT: Quantity = { digits: "–", unit: "" };

export const quantityText = ({ digits, unit }: Quantity): string =>
  unit === "" ? digits : `${digits} ${unit}`;
