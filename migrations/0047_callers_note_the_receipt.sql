-- Grants a right, at once. Old code survives.

-- Who erases a bound follower on request renews the word of an earlier leave to the same contact, if that is still on its way.
grant update ("receipt_id") on "delivery" to qiao_tenant;
