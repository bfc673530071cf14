"""A month's service jobs worked: dispatch, vouchers, costs, satisfaction. Gives no points."""
