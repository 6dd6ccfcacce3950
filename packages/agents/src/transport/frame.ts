/**
 * A record on a stream: 20 bytes of header, little-endian, then the payload.
 *
 *     byte  0  length of the payload, 24 bits
 *     byte  3  0xA7, so that a reader that lost its place or met a stranger notices at once
 *     byte  4  kind, int32
 *     byte  8  peer, int32: who it is for, or on arrival who it is from
 *     byte 12  target, int32
 *     byte 16  source, int32
 */
export const FRAME_HEADER_BYTES = 20;

export const FRAME_MARK = 0xa7;

/** What 24 bits can say. */
export const FRAME_PAYLOAD_BYTES_MAX = 2 ** 24 - 1;

/** Fields of a frame beside its payload: int32 each, of any meaning. */
export interface FrameHeader {
  readonly kind: number;
  readonly peer: number;
  readonly target: number;
  readonly source: number;
}
