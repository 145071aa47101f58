"""DBSCAN on metres: what counts as a neighbour, and the documented example of its package."""

import numpy as np
import pytest

from hotspots.clustering import cluster_points, lengths_m


def test_a_point_at_exactly_the_distance_is_a_neighbour():
    points = np.array([[1000.0, 0.0], [1030.0, 0.0]])
    assert cluster_points(points, eps_m=30, min_crashes=2).tolist() == [0, 0]
    assert cluster_points(points, eps_m=29.999, min_crashes=2).tolist() == [-1, -1]


def test_the_point_itself_counts():
    assert cluster_points(np.array([[1000.0, 0.0]]), eps_m=30, min_crashes=1).tolist() == [0]


def test_iris_gives_the_cluster_sizes_published_with_the_r_package_dbscan():
    """dbscan 1.1-11 for R, its own test: iris, eps 0.4, minPts 4 -> noise 25; 47, 38, 36, 4."""
    from sklearn.datasets import load_iris

    labels = cluster_points(load_iris().data, eps_m=0.4, min_crashes=4)
    assert np.bincount(labels + 1).tolist() == [25, 47, 38, 36, 4]


def test_length_is_the_diagonal_of_the_bounding_box():
    points = np.array([[0.0, 0.0], [60.0, 10.0], [30.0, 80.0], [900.0, 900.0], [5.0, 5.0]])
    labels = np.array([1, 1, 1, -1, 0])
    assert lengths_m(points, labels) == pytest.approx([0.0, 100.0])
    assert lengths_m(points[:0], labels[:0]).tolist() == []
