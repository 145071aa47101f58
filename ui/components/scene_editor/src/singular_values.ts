/** Singular values of small matrices, by one-sided Jacobi rotations. */

export interface Decomposition {
  left: number[][]; // columns belong to the values
  values: number[];
  right: number[][]; // columns belong to the values
}

const SWEEPS = 60;
const ORTHOGONAL = 1e-15;

/** A = left · diag(values) · rightᵀ, for a matrix given by rows; the values are not ordered. */
export function decompose(matrix: readonly (readonly number[])[]): Decomposition {
  const rows = matrix.length;
  const columns = matrix[0]?.length ?? 0;
  const left = matrix.map((row) => [...row]);
  const right = identity(columns);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    if (!rotateAllPairs(left, right, rows, columns)) break;
  }
  const values: number[] = [];
  for (let n = 0; n < columns; n += 1) {
    const length = Math.sqrt(columnDot(left, n, n, rows));
    values.push(length);
    if (length > 0) for (let row = 0; row < rows; row += 1) left[row]![n]! /= length;
  }
  return { left, values, right };
}

function rotateAllPairs(
  left: number[][], right: number[][], rows: number, columns: number,
): boolean {
  let rotated = false;
  for (let p = 0; p < columns - 1; p += 1) {
    for (let q = p + 1; q < columns; q += 1) {
      const a = columnDot(left, p, p, rows);
      const b = columnDot(left, q, q, rows);
      const c = columnDot(left, p, q, rows);
      if (Math.abs(c) <= ORTHOGONAL * Math.sqrt(a * b) || c === 0) continue;
      rotated = true;
      const zeta = (b - a) / (2 * c);
      const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      const cosine = 1 / Math.sqrt(1 + tangent * tangent);
      rotateColumns(left, p, q, cosine, cosine * tangent);
      rotateColumns(right, p, q, cosine, cosine * tangent);
    }
  }
  return rotated;
}

function rotateColumns(
  matrix: number[][], p: number, q: number, cosine: number, sine: number,
): void {
  for (const row of matrix) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  }
}

function columnDot(matrix: number[][], p: number, q: number, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += matrix[row]![p]! * matrix[row]![q]!;
  return sum;
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_unused, column) => (row === column ? 1 : 0)),
  );
}
