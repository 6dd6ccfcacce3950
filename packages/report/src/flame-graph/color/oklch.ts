/**
 * A colour of equal visible lightness for every hue, as sRGB hex text: what pictures need whose readers know nothing
 * of CSS colour functions.
 *
 * @param lightness - 0 to 1.
 * @param chroma - 0 is grey; up to about 0.15 most hues exist in sRGB, beyond it channels are clipped.
 * @param hue - degrees.
 * @see Björn Ottosson (2020), "A perceptual color space for image processing", the matrices there.
 */
export function oklchToHex(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  return `#${channels.map(toHexByte).join("")}`;
}

function toHexByte(linear: number): string {
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  const byte = Math.round(255 * Math.min(1, Math.max(0, encoded)));
  return byte.toString(16).padStart(2, "0");
}
