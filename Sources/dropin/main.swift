print("dropin")
