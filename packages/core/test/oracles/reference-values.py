"""Prints the numbers that the tests of packages/core/src/statistics compare with.

Made with Python 3.11.7, NumPy 2.4.6, SciPy 1.17.1, statsmodels 0.15.0, pytest-benchmark 5.2.3:

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 pytest-benchmark==5.2.3
    python reference-values.py
"""

import math

import numpy as np
import scipy.special as special
import scipy.stats as stats
from pytest_benchmark.stats import Stats
from statsmodels.stats.multitest import multipletests

READINGS = [12.1, 11.8, 12.4, 30.2, 12.0, 11.9, 12.2, 12.3, 5.5, 12.15, 12.05]
DIGITS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
SKEWED = [1.2, 0.4, 3.9, 0.7, 2.2, 9.5, 0.9, 1.1, 4.1, 0.3, 1.8, 2.6]

print("# mean, standard deviation, quartiles, MAD, outliers")
for samples in (READINGS, DIGITS):
    upstream = Stats()
    for sample in samples:
        upstream.update(sample)
    print("mean", math.fsum(samples) / len(samples), "stddev", np.std(samples, ddof=1))
    print("quartiles", np.quantile(samples, [0.25, 0.5, 0.75]), "iqr", stats.iqr(samples))
    print("p95, p99", np.quantile(samples, [0.95, 0.99]))
    print("mad", stats.median_abs_deviation(samples), "outliers", upstream.outliers)

print("# normal and Student's t")
for z in (-10, -5, -2.5000001, -2.4999999, -1, -0.1, 0, 0.3, 1.959963984540054, 2.6, 6, 8):
    print("cdf", z, repr(float(special.ndtr(z))))
for ratio in (1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.3, 0.7, 0.975, 0.999999):
    print("quantile", ratio, repr(float(special.ndtri(ratio))))
for degrees in (1, 2, 3, 4, 9, 30, 500, 10000, 20000):
    print("t", degrees, [repr(float(stats.t.ppf(ratio, degrees))) for ratio in (0.975, 0.9999)])
for degrees in (5, 9):
    print("chi squared", degrees, stats.chi2.ppf(0.999, degrees))

print("# Mann-Whitney")
term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
early = [1.15, 0.88, 0.90, 0.74, 1.21]
tied_x = [1, 2, 2, 3, 5, 5, 5, 8, 9, 9]
tied_y = [2, 3, 3, 4, 6, 8, 8, 10, 10, 12, 12]


def remainders(factor, offset, count):
    """Distinct numbers in no order; an offset with a half keeps two sets free of ties."""
    return [(factor * index + math.floor(offset)) % 101 + offset % 1 for index in range(1, count + 1)]


for name, first, second, method in (
    ("permeability", term, early, "exact"),
    ("permeability", term, early, "asymptotic"),
    ("tied", tied_x, tied_y, "asymptotic"),
    ("20 and 30", remainders(7, 0, 20), remainders(13, 50.5, 30), "exact"),
    ("60 and 60", remainders(7, 0, 60), remainders(13, 50.5, 60), "asymptotic"),
):
    for alternative in ("two-sided", "less", "greater"):
        found = stats.mannwhitneyu(first, second, alternative=alternative, method=method)
        print(name, method, alternative, float(found.statistic), repr(float(found.pvalue)))

print("# Theil-Sen")
spiked = [1.1, 2.9, 5.2, 7.1, 60, 11.0, 13.2, 14.8, 17.1, 18.9]
print(stats.theilslopes(spiked, range(10)), stats.theilslopes(spiked, range(10), 0.9))
print(stats.theilslopes([1, 2, 2, 2, 4, 3, 5, 5], [1, 1, 2, 2, 3, 3, 4, 4]))

print("# Holm")
print(multipletests([0.01, 0.04, 0.03, 0.005, 0.5, 0.03], 0.05, "holm")[:2])

print("# bootstrap")
for method in ("percentile", "BCa"):
    for name, statistic in (("mean", np.mean), ("std", lambda v, axis: np.std(v, axis=axis, ddof=1))):
        for seed in (1, 2):
            found = stats.bootstrap((SKEWED,), statistic, n_resamples=200_000, method=method, rng=seed)
            print(method, name, found.confidence_interval)
