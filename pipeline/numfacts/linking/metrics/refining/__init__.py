"""What a metric is by the quantity it has and the claims before it: 销售 in numbers, a share of a total."""
