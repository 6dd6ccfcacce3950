/** 200 bytes as numbers: what a fixed layout carries. */
export const MESSAGE_VALUE_COUNT = 25;

export const numericMessage = (): Float64Array =>
  Float64Array.from({ length: MESSAGE_VALUE_COUNT }, (_, index) => index + 0.5);

/** Sum of one numeric message, for the check that all of it arrived. */
export const MESSAGE_SUM = (MESSAGE_VALUE_COUNT * MESSAGE_VALUE_COUNT) / 2;

/** About 200 bytes as JSON: a proposal with nested content. */
export const freeFormMessage = (sequence: number): object => ({
  from: sequence % 100,
  to: (sequence * 7) % 100,
  topic: "proposal",
  sequence,
  content: {
    task: "survey-north-east",
    price: 12.5 + (sequence % 10),
    deadline: 1_700_000_000 + sequence,
    position: [sequence % 64, (sequence * 3) % 64],
    confidence: 0.8125,
    accepted: sequence % 2 === 0,
    note: "carried by the second team",
  },
});
